using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Server.Accounts;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Server.Realtime.Agents;

/// <summary>Live tickets and lists for agents' programs; see docs/protocol.md. Calls of a connection run one after the other.</summary>
internal sealed partial class AgentHub(
    AgentFeed agents, AgentDesk desk, ThreadReader reader, IPresence presence, HubDirectory directory, TicketFeed feed,
    AgentCommands commands, RealtimeLimits limits, TimeProvider clock, ILogger<Outlet> log) : Microsoft.AspNetCore.SignalR.Hub
{
    private static readonly object BucketKey = new();

    private CancellationToken Ended => Context.ConnectionAborted;

    public override async Task OnConnectedAsync()
    {
        var request = Context.GetHttpContext();
        if (request?.FindAccess() is not { } access || !directory.Current.Agents.TryGetValue(access.Agent, out var agent))
        {
            Context.Abort();
            return;
        }
        Context.Items[BucketKey] = new TokenBucket(limits.AgentCallBurst, limits.AgentCallsPerSecond, clock);
        var session = new AgentSession(
            Context, new Outlet(Clients.Caller, Context, limits.WaitingEvents, log), access, agent.SecurityStamp, AgentDesk.TokenOf(request));
        agents.Add(session);
        await presence.BeatAsync(session.Agent, session.Id, agent.Availability, Ended);
        feed.Publish(new FeedEvent.PresenceChanged());
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (agents.Find(Context.ConnectionId) is { } session)
        {
            agents.Remove(session);
            await desk.LeaveAsync(session);
        }
    }

    public async Task<WatchAnswer> Watch(WatchRequest? request)
    {
        var session = Take();
        return await desk.WatchAsync(session, await FindAsync(session, request?.Number), request?.Rev);
    }

    public async Task Unwatch(TicketRequest? request)
    {
        var session = Take();
        if (session.Tickets.Values.FirstOrDefault(ticket => ticket.Number == request?.Number) is { } watched)
        {
            await desk.UnwatchAsync(session, watched);
        }
    }

    public Task<ViewAnswer> WatchView(ViewRequest? request) => desk.WatchViewAsync(Take(), request?.View ?? "", request?.Cursor);

    public async Task UnwatchView(ViewRequest? request)
    {
        if (Take().Views.TryRemove(request?.View ?? "", out var view))
        {
            await view.DisposeAsync();
        }
    }

    public async Task Typing(AgentTypingRequest? request)
    {
        var session = Take();
        if (session.Tickets.Values.FirstOrDefault(ticket => ticket.Number == request?.Number) is not { } watched)
        {
            throw HubFault.Of("not-found", "Watch the ticket first.");
        }
        var right = request!.Mode switch { ViewerMode.Replying => Right.Reply, ViewerMode.Noting => Right.Note, _ => Right.Read };
        // Every keystroke comes here; the right is asked when somebody begins to write.
        if (request.Mode != watched.Mode && !session.Access.May(right, await FindAsync(session, request.Number)))
        {
            throw HubFault.Of("forbidden", right.Refusal());
        }
        await desk.TypeAsync(session, watched, request.Mode);
    }

    public async Task<PresenceAnswer> Presence(PresenceRequest? request)
    {
        var session = Take();
        await desk.ChooseAsync(session, request?.State ?? throw HubFault.Invalid("A state is needed."));
        return await agents.ReadPresenceAsync(Ended);
    }

    public async Task Read(ReadRequest? request)
    {
        var session = Take();
        await commands.ReadAsync(await FindAsync(session, request?.Number), request!.Seq, session.Access, Ended);
    }

    private AgentSession Take()
    {
        if (((TokenBucket)Context.Items[BucketKey]!).Take() is { } wait)
        {
            throw HubFault.RateLimited(wait);
        }
        return agents.Find(Context.ConnectionId) ?? throw HubFault.Of("unauthenticated", "This connection has ended.");
    }

    private async Task<Ticket> FindAsync(AgentSession session, string? number) =>
        (string.IsNullOrEmpty(number) ? null : await reader.FindAsync(number, session.Access, Ended))
        ?? throw HubFault.Of("not-found", "There is no such ticket, or you may not see it.");
}
