using System.Threading.Channels;
using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Tests.Tickets;
using Hub.Core.Tickets;

namespace Hub.Core.Tests.Live;

public sealed class ThreadFollowerTests : IDisposable
{
    private readonly Node _node = new();
    private readonly Channel<ThreadChange> _told = Channel.CreateUnbounded<ThreadChange>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_arrive_in_order_and_once()
    {
        var ticket = await _node.OpenAsync(Samples.Noon);
        await using var follower = await _node.Live.FollowAsync(ticket.Id, null, Node.Anna, TellAsync, Ct);
        for (var i = 0; i < 20; i++)
        {
            await _node.SayAsync(ticket.Id, $"m{i}");
        }
        (await ReadAsync(20)).Select(static entry => entry.Text).ShouldBe(Enumerable.Range(0, 20).Select(static i => $"m{i}"));
    }

    [Fact]
    public async Task Racing_writers_leave_no_gap_and_no_double()
    {
        var ticket = await _node.OpenAsync(Samples.Noon);
        await using var follower = await _node.Live.FollowAsync(ticket.Id, null, Node.Anna, TellAsync, Ct);
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), Ct, async (i, _) => await _node.SayAsync(ticket.Id, $"m{i}"));
        var entries = await ReadAsync(200);
        entries.Select(static entry => entry.Seq).ShouldBe(Enumerable.Range((int)ticket.LastSeq + 1, 200).Select(static i => (long)i));
    }

    [Fact]
    public async Task What_another_node_wrote_while_nobody_listened_is_read_with_the_next_change()
    {
        var fanout = new MemoryFanout();
        using var here = new Node(_node.Store, fanout);
        using var there = new Node(_node.Store, fanout);
        var ticket = await here.OpenAsync(Samples.Noon);
        await using var follower = await here.Live.FollowAsync(ticket.Id, null, Node.Anna, TellAsync, Ct);

        here.Fanout.IsDeaf = true;
        await there.SayAsync(ticket.Id, "lost 1");
        await there.SayAsync(ticket.Id, "lost 2");
        here.Fanout.IsDeaf = false;
        await there.SayAsync(ticket.Id, "heard");

        (await ReadAsync(3)).Select(static entry => entry.Text).ShouldBe(["lost 1", "lost 2", "heard"]);
    }

    [Fact]
    public async Task A_change_on_another_node_is_shown_without_a_read_and_a_long_one_is_read()
    {
        var fanout = new MemoryFanout();
        using var here = new Node(_node.Store, fanout);
        using var there = new Node(_node.Store, fanout);
        var ticket = await there.OpenAsync(Samples.Noon);
        await using var follower = await here.Live.FollowAsync(ticket.Id, null, Node.Anna, TellAsync, Ct);
        var (finds, lists) = (_node.Store.Finds, _node.Store.ListsRead);

        await there.SayAsync(ticket.Id, "short");
        var shown = (await ReadAsync(1)).Single();
        (shown.Text, shown.Version).ShouldBe(("short", 1));
        follower!.Header.Version.ShouldBe((await _node.Store.FindAsync(ticket.Id, Ct))!.Version);
        (_node.Store.Finds, _node.Store.ListsRead).ShouldBe((finds + 1, lists), "only this test has read");

        await there.SayAsync(ticket.Id, new string('x', 20_000));
        (await ReadAsync(1)).Single().Text.Length.ShouldBe(20_000);
        _node.Store.ListsRead.ShouldBeGreaterThan(lists);
    }

    [Fact]
    public async Task A_reader_that_comes_back_is_told_everything_after_its_revision()
    {
        var ticket = await _node.OpenAsync(Samples.Noon);
        var said = await _node.SayAsync(ticket.Id, "one");
        await _node.SayAsync(ticket.Id, "two");
        await using var follower = await _node.Live.FollowAsync(ticket.Id, said.LastRev, Node.Anna, TellAsync, Ct);
        (await ReadAsync(1)).Single().Text.ShouldBe("two");
        follower!.Rev.ShouldBe(said.LastRev + 1);
    }

    [Fact]
    public async Task An_entry_that_changed_state_twice_while_away_comes_once_in_its_last_state()
    {
        var ticket = await _node.OpenAsync(Samples.Noon);
        var message = (await _node.Store.ListAsync(
            new Hub.Core.Storage.View<Message>(Message.Fields.Ticket.Is(ticket.Id.Value), Message.Fields.Seq, IsDescending: true), new Hub.Core.Storage.PageRequest(1), Ct)).Items[0];
        var before = ticket.LastRev;
        foreach (var state in new[] { DeliveryState.Delivered, DeliveryState.Read })
        {
            await _node.ChangeAsync(ticket.Id, edit => message = edit.Update(message, m => m with { Delivery = new Delivery(state, edit.Now) }));
        }
        await using var follower = await _node.Live.FollowAsync(ticket.Id, before, Node.Anna, TellAsync, Ct);
        (await ReadAsync(1)).Single().Delivery!.State.ShouldBe(DeliveryState.Read);

        await _node.SayAsync(ticket.Id, "next");
        (await ReadAsync(1)).Single().Text.ShouldBe("next");
    }

    [Fact]
    public async Task A_ticket_moved_out_of_sight_ends_the_thread_without_showing_more()
    {
        var reader = new AgentAccess(Samples.BenId, "Ben", IsAdministrator: false, Samples.RightsOn("que_support"));
        var ticket = await _node.OpenAsync(Samples.Noon);
        await using var follower = await _node.Live.FollowAsync(ticket.Id, null, reader, TellAsync, Ct);
        await _node.ChangeAsync(ticket.Id, edit =>
        {
            edit.Set(t => t with { Queue = new QueueId("que_board") });
            edit.Record("queue", "Support", "Board", Samples.Anna);
        });
        (await _told.Reader.ReadAsync(Ct)).ShouldBeOfType<ThreadChange.Lost>();
        await _node.SayAsync(ticket.Id, "secret");
        _told.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task An_opened_thread_shows_its_newest_entries_and_goes_on_after_them()
    {
        var ticket = await _node.OpenAsync(Samples.Noon);
        for (var i = 0; i < 5; i++)
        {
            await _node.SayAsync(ticket.Id, $"m{i}");
        }
        var opened = await _node.Live.OpenThreadAsync(ticket.Id, 3, Node.Anna, TellAsync, Ct);
        opened.ShouldNotBeNull();
        await using var follower = opened.Follower;
        opened.Entries.Select(static entry => entry.Text).ShouldBe(["m2", "m3", "m4"]);
        opened.HasOlder.ShouldBeTrue();
        await _node.SayAsync(ticket.Id, "m5");
        (await ReadAsync(1)).Single().Text.ShouldBe("m5");
    }

    public void Dispose() => _node.Dispose();

    private Task TellAsync(ThreadChange change) => _told.Writer.WriteAsync(change).AsTask();

    private async Task<List<Message>> ReadAsync(int count)
    {
        var entries = new List<Message>();
        while (entries.Count < count)
        {
            entries.AddRange((await _told.Reader.ReadAsync(Ct)).ShouldBeOfType<ThreadChange.Advanced>().Entries);
        }
        return entries;
    }
}
