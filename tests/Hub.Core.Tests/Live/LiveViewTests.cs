using System.Collections.Concurrent;
using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Storage;
using Hub.Core.Tests.Tickets;
using Hub.Core.Tickets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Core.Tests.Live;

public sealed class LiveViewTests : IDisposable
{
    private static readonly View<Ticket> Active = new(Ticket.Fields.IsActive.Is(true), Ticket.Fields.LastActivityAt, IsDescending: true);
    private readonly Node _node = new();
    private readonly Screen _screen = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_ticket_enters_at_its_place()
    {
        await using var live = await _node.Live.OpenAsync(Active, Node.Anna, 10, _screen.ShowAsync, Ct);
        var first = await _node.OpenAsync(Samples.Noon);
        var second = await _node.OpenAsync(Samples.Noon.AddMinutes(1));
        await _screen.UntilAsync([second.Id, first.Id]);
        live.Rows.Select(static row => row.Id).ShouldBe([second.Id, first.Id]);
    }

    [Fact]
    public async Task A_message_moves_its_ticket_to_the_top_without_reading_the_list()
    {
        var first = await _node.OpenAsync(Samples.Noon);
        var second = await _node.OpenAsync(Samples.Noon.AddMinutes(1));
        await using var live = await _node.Live.OpenAsync(Active, Node.Anna, 10, _screen.ShowAsync, Ct);
        _screen.Begin(live.Rows);
        var reads = _node.Store.ListsRead;

        await _node.SayAsync(first.Id, "And?", Samples.Noon.AddMinutes(2));

        await _screen.UntilAsync([first.Id, second.Id]);
        _screen.Steps.OfType<RowChange.Move>().Single().Row.Preview.ShouldBe("And?");
        _node.Store.ListsRead.ShouldBe(reads);
    }

    [Fact]
    public async Task A_row_that_leaves_is_followed_by_the_one_behind_the_window()
    {
        var tickets = new List<Ticket>();
        for (var i = 0; i < 5; i++)
        {
            tickets.Insert(0, await _node.OpenAsync(Samples.Noon.AddMinutes(i)));
        }
        await using var live = await _node.Live.OpenAsync(Active, Node.Anna, 3, _screen.ShowAsync, Ct);
        _screen.Begin(live.Rows);
        live.HasMore.ShouldBeTrue();

        await _node.ChangeAsync(tickets[1].Id, edit => TicketRules.SetStatus(edit, "closed", TicketState.Closed, null, Samples.Anna));

        await _screen.UntilAsync([tickets[0].Id, tickets[2].Id, tickets[3].Id]);
        live.HasMore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_ticket_that_enters_pushes_the_last_row_out_of_the_window()
    {
        var older = await _node.OpenAsync(Samples.Noon);
        await using var live = await _node.Live.OpenAsync(Active, Node.Anna, 1, _screen.ShowAsync, Ct);
        _screen.Begin(live.Rows);
        var newer = await _node.OpenAsync(Samples.Noon.AddMinutes(1));
        await _screen.UntilAsync([newer.Id]);
        live.HasMore.ShouldBeTrue();

        await live.LoadMoreAsync(Ct);
        await _screen.UntilAsync([newer.Id, older.Id]);
        live.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task Only_what_the_agent_may_see_enters_and_a_change_of_rights_ends_the_rest()
    {
        var reader = new AgentAccess(Samples.BenId, "Ben", IsAdministrator: false, Samples.RightsOn("que_support"));
        await using var live = await _node.Live.OpenAsync(Active, reader, 10, _screen.ShowAsync, Ct);
        var hidden = await _node.OpenAsync(Samples.Noon.AddMinutes(1), "que_board");
        var seen = await _node.OpenAsync(Samples.Noon);
        await _screen.UntilAsync([seen.Id]);

        await _node.ChangeAsync(hidden.Id, edit => edit.Set(ticket => ticket with { Assignee = Samples.BenId }));
        await _screen.UntilAsync([hidden.Id, seen.Id]);

        await live.ChangeAccessAsync(reader with { Rights = Core.Queues.QueueRights.Nothing }, Ct);
        await _screen.UntilAsync([hidden.Id]);
    }

    [Fact]
    public async Task Rows_enter_and_leave_as_time_passes()
    {
        var clock = new FakeTimeProvider(Samples.Noon);
        var young = await _node.OpenAsync(Samples.Noon.AddMinutes(-59));
        var live = new LiveTickets(_node.Store, _node.Feed, new ThreadReader(_node.Store), clock, NullLogger<LiveTickets>.Instance);
        var list = new WatchedList(
            now => new View<Ticket>(Ticket.Fields.LastActivityAt.Between(null, now.AddHours(-1)), Ticket.Fields.LastActivityAt), RunsWithTime: true);
        await using var view = await live.OpenAsync(list, Node.Anna, 10, _screen.ShowAsync, Ct);
        view.Rows.ShouldBeEmpty();

        clock.Advance(TimeSpan.FromMinutes(2));
        await _screen.UntilAsync([young.Id]);
    }

    [Fact]
    public async Task Changes_of_another_node_arrive_and_a_lost_one_is_healed_by_resync()
    {
        var fanout = new MemoryFanout();
        using var here = new Node(_node.Store, fanout);
        using var there = new Node(_node.Store, fanout);
        await using var live = await here.Live.OpenAsync(Active, Node.Anna, 10, _screen.ShowAsync, Ct);
        var heard = await there.OpenAsync(Samples.Noon);
        await _screen.UntilAsync([heard.Id]);

        here.Fanout.IsDeaf = true;
        var missed = await there.OpenAsync(Samples.Noon.AddMinutes(1));
        here.Fanout.IsDeaf = false;
        here.Fanout.Reconnect();
        await _screen.UntilAsync([missed.Id, heard.Id]);
    }

    [Fact]
    public async Task An_older_state_that_is_published_late_changes_nothing()
    {
        var ticket = await _node.OpenAsync(Samples.Noon);
        await using var live = await _node.Live.OpenAsync(Active, Node.Anna, 10, _screen.ShowAsync, Ct);
        _screen.Begin(live.Rows);
        var closed = await _node.ChangeAsync(ticket.Id, edit => TicketRules.SetStatus(edit, "closed", TicketState.Closed, null, Samples.Anna));
        _node.Feed.Publish(new TicketUpdate(null, ticket, []));
        var other = await _node.OpenAsync(Samples.Noon.AddMinutes(1));
        await _screen.UntilAsync([other.Id]);
        closed.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task Random_changes_leave_the_screen_as_the_store_lists_it()
    {
        var random = new Random(7);
        var ids = new List<TicketId>();
        for (var i = 0; i < 30; i++)
        {
            ids.Add((await _node.OpenAsync(Samples.Noon.AddMinutes(i))).Id);
        }
        await using var live = await _node.Live.OpenAsync(Active, Node.Anna, 8, _screen.ShowAsync, Ct);
        _screen.Begin(live.Rows);
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), Ct, async (i, _) =>
        {
            TicketId id;
            int act;
            lock (random)
            {
                (id, act) = (ids[random.Next(ids.Count)], random.Next(3));
            }
            await (act switch
            {
                0 => _node.SayAsync(id, $"m{i}", Samples.Noon.AddHours(1).AddMinutes(i)),
                1 => _node.ChangeAsync(id, edit => TicketRules.SetStatus(edit, "closed", TicketState.Closed, null, Samples.Anna)),
                _ => _node.ChangeAsync(id, edit => TicketRules.SetStatus(edit, "open", TicketState.Open, null, Samples.Anna)),
            });
        });
        var expected = await _node.Store.ListAsync(Active, new PageRequest(8), Ct);
        await _screen.UntilAsync([.. expected.Items.Select(static row => row.Id)]);
    }

    public void Dispose() => _node.Dispose();

    /// <summary>A list on a screen, changed by steps alone.</summary>
    private sealed class Screen
    {
        private readonly List<TicketId> _shown = [];
        private readonly SemaphoreSlim _painted = new(0);

        public ConcurrentQueue<RowChange> Steps { get; } = new();

        public void Begin(IEnumerable<Ticket> rows) => _shown.AddRange(rows.Select(static row => row.Id));

        public Task ShowAsync(IReadOnlyList<RowChange> changes)
        {
            lock (_shown)
            {
                foreach (var change in changes)
                {
                    Steps.Enqueue(change);
                    Take(change);
                }
            }
            _painted.Release();
            return Task.CompletedTask;
        }

        public async Task UntilAsync(IReadOnlyList<TicketId> expected)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            limit.CancelAfter(TimeSpan.FromSeconds(20));
            while (true)
            {
                lock (_shown)
                {
                    if (_shown.SequenceEqual(expected))
                    {
                        return;
                    }
                }
                await _painted.WaitAsync(limit.Token);
            }
        }

        private void Take(RowChange change)
        {
            switch (change)
            {
                case RowChange.Enter enter:
                    _shown.Insert(enter.Index, enter.Id);
                    break;
                case RowChange.Leave leave:
                    _shown[leave.Index].ShouldBe(leave.Id);
                    _shown.RemoveAt(leave.Index);
                    break;
                case RowChange.Move move:
                    _shown[move.From].ShouldBe(move.Id);
                    _shown.RemoveAt(move.From);
                    _shown.Insert(move.Index, move.Id);
                    break;
                case RowChange.Update update:
                    _shown[update.Index].ShouldBe(update.Id);
                    break;
            }
        }
    }
}
