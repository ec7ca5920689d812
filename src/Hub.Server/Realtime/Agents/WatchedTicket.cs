using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Realtime.Agents;

/// <summary>A ticket that a connection has open: turns what happens to it into events.</summary>
internal sealed class WatchedTicket(AgentSession session, string number, IPresence presence, TicketShapes shapes) : IAsyncDisposable
{
    private IDisposable? _events;
    private long _headerVersion;
    private long? _lockToken;

    public string Number => number;

    public ThreadFollower Follower { get; private set; } = null!;

    public TicketId Ticket { get; private set; }

    /// <summary>What the agent does there.</summary>
    public ViewerMode Mode { get; set; }

    /// <summary>Called when the ticket is no longer visible.</summary>
    public Action<WatchedTicket>? Lost { get; init; }

    public void Begin(ThreadFollower follower, Ticket header, TicketFeed feed)
    {
        Follower = follower;
        Ticket = header.Id;
        _headerVersion = header.Version;
        _lockToken = header.Lock?.Token;
        _events = feed.WatchEvents(header.Id, Push);
    }

    public async Task TellAsync(ThreadChange change)
    {
        switch (change)
        {
            case ThreadChange.Advanced advanced:
                await session.OrResyncAsync(() => PushAsync(advanced));
                break;
            case ThreadChange.Lost:
                session.Outlet.Post("gone", new GoneEvent(number));
                Lost?.Invoke(this);
                break;
        }
    }

    /// <summary>Shows the agent to its colleagues; renews that.</summary>
    public ValueTask ShowAsync(CancellationToken ct) =>
        presence.ViewAsync(Ticket, new Viewer(session.Agent, session.Access.Name, Mode), session.Id, ct);

    public async ValueTask DisposeAsync()
    {
        _events?.Dispose();
        await Follower.DisposeAsync();
        await presence.UnviewAsync(Ticket, session.Id, CancellationToken.None);
    }

    private async Task PushAsync(ThreadChange.Advanced advanced)
    {
        foreach (var entry in await shapes.OfAsync(advanced.Entries, advanced.Header, session.Access, session.Ended))
        {
            session.Outlet.Post("entry", new AgentEntryEvent(number, entry.Rev, entry));
        }
        if (advanced.Header.Version <= _headerVersion)
        {
            return;
        }
        _headerVersion = advanced.Header.Version;
        session.Outlet.Post("header", new HeaderEvent(number, advanced.Rev, await shapes.OfAsync(advanced.Header, session.Access, session.Ended)));
        if (advanced.Header.Lock?.Token != _lockToken)
        {
            _lockToken = advanced.Header.Lock?.Token;
            session.Outlet.Post("lock", new LockEvent(number, LockResponse.Of(advanced.Header.Lock)));
        }
    }

    private void Push(FeedEvent feedEvent)
    {
        switch (feedEvent)
        {
            case FeedEvent.TypingChanged { FromVisitor: true } typing:
                session.Outlet.Post("typing", new AgentTypingEvent(number, new TypistShape("visitor", null, typing.Name), typing.Mode));
                break;
            case FeedEvent.TypingChanged typing when typing.ActorId != session.Agent.Value:
                session.Outlet.Post("typing", new AgentTypingEvent(number, new TypistShape("agent", typing.ActorId, typing.Name), typing.Mode));
                break;
            case FeedEvent.ViewersChanged:
                _ = TellViewersAsync();
                break;
            case FeedEvent.LockAsked asked when asked.From == session.Agent:
                session.Outlet.Post("notify", new NotifyEvent("lock-lost", number, $"{asked.ByName} has taken over this ticket."));
                break;
        }
    }

    private async Task TellViewersAsync()
    {
        var viewers = await presence.ViewersAsync(Ticket, CancellationToken.None);
        session.Outlet.Post("viewers", new ViewersEvent(number, [.. viewers.Select(ViewerShape.Of)]));
    }
}
