using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Live;

/// <summary>For the time that no hints come: finds in the store what other nodes changed and tells this process. Slower than hints,
/// and without what is not stored (typing, who looks at what).</summary>
public sealed class ChangePoll(IHubStore store, TicketFeed feed, HubDirectory directory, TimeProvider clock)
{
    private const int PageSize = 200;

    /// <summary>How far it looks back behind its last look: clocks of nodes differ, and a commit lands later than it is stamped.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly Dictionary<TicketId, Ticket> _told = [];
    private DateTimeOffset? _lookedAt;

    /// <summary>Tells what changed since the last look.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var since = (_lookedAt ?? now) - Overlap;
        var view = new View<Ticket>(Ticket.Fields.UpdatedAt.Between(since, null), Ticket.Fields.UpdatedAt);
        Cursor? after = null;
        do
        {
            var page = await store.ListAsync(view, new PageRequest(PageSize, after), ct);
            foreach (var ticket in page.Items)
            {
                if (!_told.TryGetValue(ticket.Id, out var told) || told.Version != ticket.Version)
                {
                    _told[ticket.Id] = ticket;
                    feed.Hear(ticket);
                }
            }
            after = page.Next;
        }
        while (after is not null);
        await directory.RefreshAsync(ct);
        _lookedAt = now;
        foreach (var old in _told.Values.Where(ticket => ticket.UpdatedAt < since).Select(static ticket => ticket.Id).ToList())
        {
            _told.Remove(old);
        }
    }

    /// <summary>Hints come again.</summary>
    public void Rest()
    {
        _lookedAt = null;
        _told.Clear();
    }
}
