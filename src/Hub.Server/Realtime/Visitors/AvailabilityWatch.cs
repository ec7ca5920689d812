using System.Threading.Channels;
using Hub.Core.Live;

namespace Hub.Server.Realtime.Visitors;

/// <summary>Reads presence when somebody says that it changed, and every 10 s for leases that ran out.</summary>
internal sealed class AvailabilityWatch(InboxAvailability availability, TicketFeed feed, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = feed.WatchAllEvents(feedEvent =>
        {
            if (feedEvent is FeedEvent.PresenceChanged)
            {
                due.Writer.TryWrite(true);
            }
        });
        await using var timer = clock.CreateTimer(_ => due.Writer.TryWrite(true), null, TimeSpan.Zero, Period);
        await foreach (var _ in due.Reader.ReadAllAsync(stoppingToken))
        {
            await availability.RefreshAsync(stoppingToken);
        }
    }
}
