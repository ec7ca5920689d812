using System.Collections.Concurrent;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>Which colleagues have the listed tickets open.</summary>
public sealed class RowViewers : ObservableState, IDisposable
{
    private readonly IPresence _presence;
    private readonly ConsoleSession _session;
    private readonly ConcurrentDictionary<TicketId, IReadOnlyList<Viewer>> _viewers = new();
    private readonly IDisposable _events;

    public RowViewers(IPresence presence, TicketFeed feed, ConsoleSession session)
    {
        (_presence, _session) = (presence, session);
        _events = feed.WatchAllEvents(feedEvent =>
        {
            if (feedEvent is FeedEvent.ViewersChanged { Ticket: var ticket } && _viewers.ContainsKey(ticket))
            {
                _ = RefreshAsync(ticket);
            }
        });
    }

    /// <summary>Colleagues at a ticket, without the agent itself.</summary>
    public IReadOnlyList<Viewer> Of(TicketId ticket) => _viewers.GetValueOrDefault(ticket) ?? [];

    /// <summary>Reads tickets not known yet; the requests travel together.</summary>
    public async Task LearnAsync(IReadOnlyList<Ticket> tickets, CancellationToken ct)
    {
        var unknown = tickets.Select(static ticket => ticket.Id).Where(id => _viewers.TryAdd(id, [])).ToList();
        await Task.WhenAll(unknown.Select(id => ReadAsync(id, ct)));
    }

    public void Dispose() => _events.Dispose();

    private async Task RefreshAsync(TicketId ticket)
    {
        await ReadAsync(ticket, CancellationToken.None);
        Notify();
    }

    private async Task ReadAsync(TicketId ticket, CancellationToken ct)
    {
        var viewers = await _presence.ViewersAsync(ticket, ct);
        _viewers[ticket] = [.. viewers.Where(viewer => viewer.Agent != _session.Access.Agent)];
    }
}
