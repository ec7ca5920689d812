using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Work;

namespace Hub.Core.Tests.Live;

/// <summary>Two nodes whose hints are lost.</summary>
public sealed class ChangePollTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_another_node_changed_is_told_once_and_the_reader_fills_the_gap()
    {
        var (fanout, store) = (new MemoryFanout(), new MemoryStore());
        using var there = new Node(store, fanout);
        using var here = new Node(store, fanout);
        here.Fanout.IsDeaf = true;
        using var directory = new HubDirectory(store, here.Feed, WorkShareSettings.Alone, TimeProvider.System);
        var poll = new ChangePoll(store, here.Feed, directory, TimeProvider.System);
        var ticket = await there.OpenAsync(TimeProvider.System.GetUtcNow());
        var told = new List<long>();
        using var watching = here.Feed.Watch(ticket.Id, update => told.Add(update.Ticket.LastRev));
        var texts = new List<string>();
        var read = new TaskCompletionSource();
        await using var follower = await here.Live.FollowAsync(ticket.Id, ticket.LastRev, Node.Anna, change =>
        {
            if (change is ThreadChange.Advanced advanced)
            {
                texts.AddRange(advanced.Entries.Select(static entry => entry.Text));
                if (texts.Count == 2)
                {
                    read.SetResult();
                }
            }
            return Task.CompletedTask;
        }, Ct);
        await there.SayAsync(ticket.Id, "one");
        var last = await there.SayAsync(ticket.Id, "two");

        await poll.LookAsync(Ct);
        await poll.LookAsync(Ct);

        await read.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        texts.ShouldBe(["one", "two"]);
        told.ShouldBe([last.LastRev]);
    }
}
