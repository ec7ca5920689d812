using Hub.Core.Live;
using Hub.Core.Tests.Tickets;

namespace Hub.Core.Tests.Live;

/// <summary>A change is stored before anybody is told of it: no watcher can take that back.</summary>
public sealed class TicketFeedTests
{
    [Fact]
    public async Task A_watcher_that_fails_fails_neither_the_change_nor_the_other_watchers()
    {
        using var node = new Node();
        var ticket = await node.OpenAsync(Samples.Noon);
        var told = new List<TicketUpdate>();
        using var failing = node.Feed.Watch(ticket.Id, static _ => throw new InvalidOperationException("broken"));
        using var failingToo = node.Feed.WatchAll(static _ => throw new InvalidOperationException("broken"));
        using var whole = node.Feed.WatchAll(told.Add);

        var after = await node.SayAsync(ticket.Id, "Still here");

        told.ShouldHaveSingleItem().Entries.ShouldHaveSingleItem().Text.ShouldBe("Still here");
        after.LastSeq.ShouldBe(ticket.LastSeq + 1);
    }

    [Fact]
    public void A_watcher_that_fails_fails_no_event_that_is_not_stored()
    {
        using var node = new Node();
        var told = new List<FeedEvent>();
        using var failing = node.Feed.WatchAllEvents(static _ => throw new InvalidOperationException("broken"));
        using var whole = node.Feed.WatchAllEvents(told.Add);

        node.Feed.Publish(new FeedEvent.ViewersChanged(Samples.NewTicket().Ticket.Id));

        told.ShouldHaveSingleItem().ShouldBeOfType<FeedEvent.ViewersChanged>();
    }
}
