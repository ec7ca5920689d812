using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Live;

/// <summary>Opens what screens show live: lists of tickets and threads.</summary>
/// <remarks>Watchers are called one at a time and in order, from a thread of the pool; what they throw is logged and lost. The next
/// call waits for the task they answer, and changes meanwhile are gathered.</remarks>
public sealed class LiveTickets(IHubStore store, TicketFeed feed, ThreadReader reader, TimeProvider clock, ILogger<LiveTickets> log)
{
    /// <summary>Opens a list; its first page stands in <see cref="LiveView.Rows"/>.</summary>
    /// <param name="view">Which tickets, in which order; the agent's rights are added.</param>
    /// <param name="access">Who looks.</param>
    /// <param name="pageSize">1 to <see cref="LiveView.MostRows"/>.</param>
    /// <param name="changed">Told each time the list changed.</param>
    /// <param name="ct">Cancels opening.</param>
    public Task<LiveView> OpenAsync(
        View<Ticket> view, AgentAccess access, int pageSize, Func<IReadOnlyList<RowChange>, Task> changed, CancellationToken ct) =>
        OpenAsync(WatchedList.Fixed(view), access, pageSize, changed, ct);

    /// <summary>As above, for a list that may move with the clock: it is asked anew every <see cref="LiveView.Tick"/> then.</summary>
    public async Task<LiveView> OpenAsync(
        WatchedList view, AgentAccess access, int pageSize, Func<IReadOnlyList<RowChange>, Task> changed, CancellationToken ct)
    {
        var live = new LiveView(store, feed, clock, log, view, access, pageSize, changed);
        try
        {
            await live.StartAsync(ct);
            return live;
        }
        catch
        {
            await live.DisposeAsync();
            throw;
        }
    }

    /// <summary>Follows a ticket from a revision on; null when it is not there or not visible.</summary>
    /// <param name="ticket">Which ticket.</param>
    /// <param name="rev">The newest revision the reader has; null takes the newest there is.</param>
    /// <param name="access">Who reads.</param>
    /// <param name="changed">Told of everything after it.</param>
    /// <param name="ct">Cancels opening.</param>
    public async Task<ThreadFollower?> FollowAsync(
        TicketId ticket, long? rev, AgentAccess access, Func<ThreadChange, Task> changed, CancellationToken ct)
    {
        var follower = new ThreadFollower(store, reader, feed, clock, log, ticket, access, changed);
        try
        {
            var header = await store.FindAsync(ticket, ct);
            if (header is not null && access.CanRead(header))
            {
                follower.Start(header, rev ?? header.LastRev);
                return follower;
            }
        }
        catch
        {
            await follower.DisposeAsync();
            throw;
        }
        await follower.DisposeAsync();
        return null;
    }

    /// <summary>Opens a thread: its newest entries, and everything that changes after them.</summary>
    /// <param name="ticket">Which ticket.</param>
    /// <param name="newest">How many entries, 1 to 1,000; older ones are read by <see cref="ThreadReader"/>.</param>
    /// <param name="access">Who reads.</param>
    /// <param name="changed">Told of everything newer than what is answered.</param>
    /// <param name="ct">Cancels opening.</param>
    /// <returns>Null when the ticket is not there or not visible.</returns>
    public async Task<OpenedThread?> OpenThreadAsync(
        TicketId ticket, int newest, AgentAccess access, Func<ThreadChange, Task> changed, CancellationToken ct)
    {
        // The header is read first: an entry that came or changed after it is told by the follower, not answered here.
        var header = await store.FindAsync(ticket, ct);
        if (header is null || !access.CanRead(header))
        {
            return null;
        }
        var page = await reader.NewestAsync(ticket, new PageRequest(newest), ct);
        List<Message> entries = [.. page.Items.Where(entry => entry.Rev <= header.LastRev).Reverse()];
        var follower = await FollowAsync(ticket, header.LastRev, access, changed, ct);
        return follower is null ? null : new OpenedThread(header, entries, page.Next is not null, follower);
    }
}

/// <summary>A thread just opened.</summary>
/// <param name="Header">The ticket at that moment.</param>
/// <param name="Entries">The newest entries, oldest first.</param>
/// <param name="HasOlder">Whether there are entries before them.</param>
/// <param name="Follower">Tells what changes from now on; the opener disposes it.</param>
public sealed record OpenedThread(Ticket Header, IReadOnlyList<Message> Entries, bool HasOlder, ThreadFollower Follower);
