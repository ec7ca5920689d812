using System.Collections.Concurrent;
using Hub.Core.Agents;
using Hub.Core.Storage;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Server.Realtime.Agents;

/// <summary>One connection of an agent: who it is, what it shows, which locks it took.</summary>
internal sealed class AgentSession(HubCallerContext connection, Outlet outlet, AgentAccess access, string stamp, string? token)
{
    private AgentAccess _access = access;

    public string Id => connection.ConnectionId;

    public CancellationToken Ended => connection.ConnectionAborted;

    public Outlet Outlet => outlet;

    public AgentId Agent { get; } = access.Agent;

    /// <summary>The agent's security stamp when the connection began; a signed-in session ends with it, a token does not.</summary>
    public string Stamp => stamp;

    /// <summary>The API token it came with; null for a cookie or a hub ticket.</summary>
    public string? Token => token;

    /// <summary>Rights as last read.</summary>
    public AgentAccess Access => Volatile.Read(ref _access);

    public ConcurrentDictionary<TicketId, WatchedTicket> Tickets { get; } = new();

    public ConcurrentDictionary<string, WatchedView> Views { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentDictionary<TicketId, HeldLock> Locks { get; } = new();

    public void End() => connection.Abort();

    /// <summary>Tells the client something; if the store cannot be asked what it may be told, it is told to look again.</summary>
    public async Task OrResyncAsync(Func<Task> tellAsync)
    {
        try
        {
            await tellAsync();
        }
        catch (StoreUnavailableException)
        {
            Outlet.Post("resync", new ResyncShape());
        }
    }

    /// <summary>Takes new rights; what is no longer visible ends.</summary>
    public async Task ChangeAccessAsync(AgentAccess access)
    {
        Volatile.Write(ref _access, access);
        foreach (var ticket in Tickets.Values)
        {
            ticket.Follower.ChangeAccess(access);
        }
        foreach (var view in Views.Values)
        {
            await view.Live.ChangeAccessAsync(access, Ended);
        }
    }
}

/// <summary>A lock that a connection took and keeps alive while its agent works.</summary>
/// <param name="Token">Fencing number.</param>
/// <param name="UsedAt">Last sign of work.</param>
internal sealed record HeldLock(long Token, DateTimeOffset UsedAt);
