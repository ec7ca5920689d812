using Hub.Core.Contacts;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Tickets;

namespace Hub.Server.Realtime.Visitors;

/// <summary>One connection of a visitor: who it is, what it was told, what it may still do.</summary>
internal sealed class VisitorSession(Outlet outlet, VisitorView view, TokenBucket calls, string? address) : IDisposable
{
    private readonly Lock _gate = new();
    private IDisposable? _updates;
    private IDisposable? _events;
    private TicketState? _told;
    private long? _rev;

    public Outlet Outlet => outlet;

    public TokenBucket Calls => calls;

    /// <summary>Whose limits it shares; null when it cannot be told from others.</summary>
    public string? Address => address;

    /// <summary>Null until <c>Start</c>.</summary>
    public Visitor? Visitor { get; private set; }

    public InboxId Inbox => Visitor!.Inbox;

    public bool IsTyping { get; set; }

    /// <summary>The visitor's numbers up to which it has told to have received and read.</summary>
    public (long Received, long Read) Seen { get; set; }

    /// <summary>Takes the visitor's present state; when that talks in another ticket, watches there from now on.</summary>
    /// <returns>Whether it does.</returns>
    public bool Follow(Visitor visitor, TicketFeed feed)
    {
        lock (_gate)
        {
            var isElsewhere = visitor.Ticket != Visitor?.Ticket;
            if (Visitor is { } known && known.Id == visitor.Id && known.Version > visitor.Version)
            {
                return false;
            }
            Visitor = visitor;
            if (!isElsewhere)
            {
                return false;
            }
            _updates?.Dispose();
            _events?.Dispose();
            _told = null;
            _rev = null;
            if (visitor.Line is { } line)
            {
                _updates = feed.Watch(line.Ticket, update => Push(line, update));
                _events = feed.WatchEvents(line.Ticket, Push);
            }
            return true;
        }
    }

    /// <summary>Remembers what an answer told.</summary>
    public void Told(Ticket? ticket, long rev)
    {
        _told = ticket?.State;
        _rev = ticket is null ? null : Math.Max(_rev ?? 0, rev);
    }

    public void Dispose()
    {
        _updates?.Dispose();
        _events?.Dispose();
    }

    private void Push(VisitorLine line, TicketUpdate update)
    {
        foreach (var entry in update.Entries)
        {
            if (Audience.IncludesContact(entry) && line.Shows(entry))
            {
                var rev = line.RevOf(entry.PublicRev!.Value);
                outlet.Post("entry", new EntryEvent(rev, view.EntryOf(Inbox, entry, line.SeqOf(entry.PublicSeq!.Value), rev)));
                _rev = Math.Max(_rev ?? 0, rev);
            }
        }
        // A gap before an entry shows by its revision; one with no entry after it shows only here.
        if (_rev is { } told && line.RevOf(update.Ticket.LastPublicRev) is var now && now > told)
        {
            _rev = now;
            outlet.Post("resync", new ResyncEvent());
        }
        if (_told != update.Ticket.State)
        {
            _told = update.Ticket.State;
            outlet.Post("ticket", view.TicketOf(update.Ticket));
        }
    }

    private void Push(FeedEvent feedEvent)
    {
        // Agents' notes are no business of the visitor: anything but a reply in the making is "not typing".
        if (feedEvent is FeedEvent.TypingChanged { FromVisitor: false } typing)
        {
            outlet.Post("typing", new TypingEvent(new NameShape(view.AgentName(Inbox, typing.Name)), typing.Mode == ViewerMode.Replying));
        }
    }
}
