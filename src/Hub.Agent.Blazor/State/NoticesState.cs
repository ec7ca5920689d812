using Hub.Core.Live;
using Hub.Core.Notices;
using Hub.Core.Storage;

namespace Hub.Agent.Blazor.State;

/// <summary>What the agent was told, newest first, kept true.</summary>
public sealed class NoticesState : ObservableState, IDisposable
{
    private const int Shown = 100;
    private readonly ReadNotices _notices;
    private readonly ConsoleSession _session;
    private readonly IDisposable _events;

    public NoticesState(ReadNotices notices, TicketFeed feed, ConsoleSession session)
    {
        (_notices, _session) = (notices, session);
        _events = feed.WatchAllEvents(feedEvent =>
        {
            if (feedEvent is FeedEvent.Noticed noticed && noticed.Agent == session.Access.Agent)
            {
                _ = LoadAsync();
            }
        });
    }

    public IReadOnlyList<Notice> Notices { get; private set; } = [];

    /// <summary>Unread ones, counted no further than 100; null before the first count.</summary>
    public int? Unread { get; private set; }

    /// <summary>Reads the newest ones and counts.</summary>
    public async Task LoadAsync()
    {
        try
        {
            Notices = (await _notices.ListAsync(new PageRequest(Shown), _session.Access, _session.Ended)).Items;
            Unread = await _notices.CountUnreadAsync(_session.Access, _session.Ended);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            // Read again with the next notice.
            return;
        }
        Notify();
    }

    /// <summary>The agent has looked.</summary>
    public async Task MarkAsync()
    {
        await _notices.MarkAsync(_session.Access, _session.Ended);
        Unread = 0;
        Notify();
    }

    public void Dispose() => _events.Dispose();
}
