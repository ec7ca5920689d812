using System.Collections.Concurrent;
using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Notices;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Server.Accounts;

namespace Hub.Server.Realtime.Agents;

/// <summary>The agents' connections of this process: keeps their rights true, and tells what concerns no single open ticket.</summary>
internal sealed partial class AgentFeed : IDisposable
{
    private readonly ConcurrentDictionary<string, AgentSession> _sessions = new();
    private readonly HubDirectory _directory;
    private readonly IPresence _presence;
    private readonly ApiTokens _tokens;
    private readonly IHubStore _store;
    private readonly ReadNotices _notices;
    private readonly ILogger<AgentFeed> _log;
    private readonly IDisposable[] _subscriptions;

    public AgentFeed(TicketFeed feed, HubDirectory directory, IPresence presence, ApiTokens tokens, IHubStore store, ReadNotices notices, ILogger<AgentFeed> log)
    {
        _directory = directory;
        _presence = presence;
        _tokens = tokens;
        _store = store;
        _notices = notices;
        _log = log;
        directory.Changed += Refresh;
        _subscriptions =
        [
            feed.WatchAll(Notify),
            feed.WatchAllEvents(feedEvent =>
            {
                if (feedEvent is FeedEvent.PresenceChanged && !_sessions.IsEmpty)
                {
                    _ = TellPresenceAsync();
                }
                if (feedEvent is FeedEvent.Noticed noticed && _sessions.Values.Any(session => session.Agent == noticed.Agent))
                {
                    _ = TellAsync(noticed);
                }
            }),
            feed.WatchResync(() => Each(static session => session.Outlet.Post("resync", new ResyncShape()))),
        ];
    }

    public IEnumerable<AgentSession> Sessions => _sessions.Values;

    public void Add(AgentSession session) => _sessions[session.Id] = session;

    public AgentSession? Find(string connection) => _sessions.GetValueOrDefault(connection);

    public void Remove(AgentSession session) => _sessions.TryRemove(session.Id, out _);

    /// <summary>Who is there, as agents are told.</summary>
    public async Task<PresenceAnswer> ReadPresenceAsync(CancellationToken ct)
    {
        var now = await _presence.ReadAsync(ct);
        var names = _directory.Current;
        return new PresenceAnswer(
            [.. now.Agents.Select(agent => new AgentPresenceShape(agent.Key.Value, names.NameOf(agent.Key)!, agent.Value))], now.IsKnown);
    }

    /// <summary>Ends connections whose API token is no longer good.</summary>
    public async Task CheckTokensAsync(CancellationToken ct)
    {
        foreach (var session in _sessions.Values)
        {
            if (session.Token is { } token && await _tokens.FindAsync(token, ct) is null)
            {
                session.End();
            }
        }
    }

    public void Dispose()
    {
        _directory.Changed -= Refresh;
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }
    }

    private void Refresh(DirectorySnapshot names) => Each(session =>
    {
        if (!names.Agents.TryGetValue(session.Agent, out var agent) || !agent.IsActive
            || (session.Token is null && agent.SecurityStamp != session.Stamp))
        {
            session.End();
            return;
        }
        var access = AgentAccess.Of(agent, names);
        if (access != session.Access)
        {
            _ = ChangeAccessAsync(session, access);
        }
    });

    private async Task ChangeAccessAsync(AgentSession session, AgentAccess access)
    {
        try
        {
            await session.ChangeAccessAsync(access);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // What shows more than it may must not go on: the client comes back with the rights as they are.
            LogRightsNotApplied(session.Id, fault);
            session.End();
        }
    }

    private void Notify(TicketUpdate update)
    {
        if (update.Entries.LastOrDefault(static entry => entry is { Version: 1, Change.What: "queue" }) is { } move)
        {
            NotifyTeam(update.Ticket, move.Author);
        }
        if (update.Ticket.Assignee is not { } assignee || _sessions.IsEmpty)
        {
            return;
        }
        var type = update.Entries.Any(static entry => entry is { Version: 1, Change.What: "assignee" }) ? "assigned"
            : update.Entries.Any(static entry => entry is { Version: 1, MessageKind: MessageKind.Public, Direction: Direction.In }) ? "message"
            : null;
        if (type is null)
        {
            return;
        }
        foreach (var session in _sessions.Values)
        {
            if (session.Agent == assignee)
            {
                session.Outlet.Post("notify", new NotifyEvent(type, update.Ticket.Number, update.Ticket.Subject));
            }
        }
    }

    /// <summary>What was told for good; an assignment is told at once by <see cref="Notify"/>.</summary>
    private async Task TellAsync(FeedEvent.Noticed noticed)
    {
        if (await _store.FindAsync(noticed.Notice, CancellationToken.None) is not { Type: not NoticeType.Assigned } notice)
        {
            return;
        }
        var type = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(notice.Type.ToString());
        foreach (var session in _sessions.Values.Where(session => session.Agent == noticed.Agent))
        {
            var told = (await _notices.TellAsync([notice], session.Access, CancellationToken.None))[0];
            session.Outlet.Post("notify", told.Number == Disclosure.HiddenTicket
                ? new NotifyEvent(type, null, Disclosure.HiddenTicket)
                : new NotifyEvent(type, told.Ticket is null ? null : told.Number, told.Subject));
        }
    }

    /// <summary>Tells those who can answer in the queue that a ticket has come to it; whoever moved it knows.</summary>
    private void NotifyTeam(Ticket ticket, Actor by) => Each(session =>
    {
        if (session.Agent.Value != by.Id && session.Access.May(Right.Reply, ticket))
        {
            session.Outlet.Post("notify", new NotifyEvent("moved", ticket.Number, ticket.Subject));
        }
    });

    private async Task TellPresenceAsync()
    {
        var presence = await ReadPresenceAsync(CancellationToken.None);
        Each(session => session.Outlet.Post("presence", presence));
    }

    private void Each(Action<AgentSession> act)
    {
        foreach (var session in _sessions.Values)
        {
            act(session);
        }
    }

    [LoggerMessage(EventId = 4020, Level = LogLevel.Warning, Message = "New rights could not be applied to connection {Connection}; it ends")]
    private partial void LogRightsNotApplied(string connection, Exception fault);
}
