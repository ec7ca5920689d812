using System.Collections.Concurrent;
using Hub.Core.Contacts;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Server.Realtime.Visitors;

/// <summary>The visitors' connections of this process, and what concerns more than one of them.</summary>
internal sealed partial class VisitorFeed : IDisposable
{
    private readonly ConcurrentDictionary<VisitorSession, bool> _sessions = new();
    private readonly IHubStore _store;
    private readonly TicketFeed _feed;
    private readonly InboxAvailability _availability;
    private readonly VisitorView _view;
    private readonly ILogger<VisitorFeed> _log;
    private readonly IDisposable _events;
    private readonly IDisposable _resync;

    public VisitorFeed(IHubStore store, TicketFeed feed, InboxAvailability availability, VisitorView view, ILogger<VisitorFeed> log)
    {
        _store = store;
        _feed = feed;
        _availability = availability;
        _view = view;
        _log = log;
        _events = feed.WatchAllEvents(feedEvent =>
        {
            if (feedEvent is FeedEvent.VisitorChanged changed)
            {
                _ = RefreshAsync(changed.Visitor);
            }
        });
        _resync = feed.WatchResync(() => PostAll(static session => session.Outlet.Post("resync", new ResyncEvent())));
        availability.Changed += TellAvailability;
    }

    public void Add(VisitorSession session) => _sessions[session] = true;

    public void Remove(VisitorSession session)
    {
        _sessions.TryRemove(session, out _);
        session.Dispose();
    }

    /// <summary>Takes the visitor's state after a message; a new ticket is announced to this and the visitor's other connections.</summary>
    public void Advance(VisitorSession session, Visitor visitor, string number)
    {
        if (session.Follow(visitor, _feed))
        {
            Announce(session, new VisitorTicket(number, TicketState.New, FollowUpPolicy.Reopen));
            _feed.Publish(new FeedEvent.VisitorChanged(visitor.Id));
        }
    }

    /// <summary>Begins or resumes on a connection.</summary>
    public void Begin(VisitorSession session, Visitor visitor) => session.Follow(visitor, _feed);

    public void Dispose()
    {
        _availability.Changed -= TellAvailability;
        _events.Dispose();
        _resync.Dispose();
    }

    private static void Announce(VisitorSession session, VisitorTicket ticket)
    {
        session.Outlet.Post("ticket", ticket);
        // What came before the ticket was watched has not been told.
        session.Outlet.Post("resync", new ResyncEvent());
    }

    private async Task RefreshAsync(DocId<Visitor> id)
    {
        var sessions = _sessions.Keys.Where(session => session.Visitor?.Id == id).ToList();
        if (sessions.Count == 0)
        {
            return;
        }
        try
        {
            if (await _store.FindAsync(id, CancellationToken.None) is { Ticket: { } ticketId } visitor
                && await _store.FindAsync(ticketId, CancellationToken.None) is { } ticket)
            {
                foreach (var session in sessions.Where(session => session.Follow(visitor, _feed)))
                {
                    Announce(session, _view.TicketOf(ticket));
                }
            }
        }
        catch (StoreUnavailableException fault)
        {
            // The connection's next message or start reads the visitor anew.
            LogNotRead(fault);
        }
    }

    private void TellAvailability() => PostAll(session =>
    {
        if (session.Visitor is not null)
        {
            session.Outlet.Post("availability", new AvailabilityShape(_availability.StateOf(session.Inbox)));
        }
    });

    private void PostAll(Action<VisitorSession> post)
    {
        foreach (var (session, _) in _sessions)
        {
            post(session);
        }
    }

    [LoggerMessage(EventId = 4010, Level = LogLevel.Warning, Message = "A visitor's change could not be read")]
    private partial void LogNotRead(Exception fault);
}
