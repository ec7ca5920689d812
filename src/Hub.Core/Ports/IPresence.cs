using Hub.Core.Agents;

namespace Hub.Core.Ports;

/// <summary>Who is here: leases that vanish by themselves. Never throws for a lost coordination server; says "unknown" instead.</summary>
public interface IPresence
{
    /// <summary>Takes or renews the lease of one connection of an agent, for 30 s; call every 10 s.</summary>
    ValueTask BeatAsync(AgentId agent, string connection, Availability availability, CancellationToken ct);

    /// <summary>Ends the lease of one connection.</summary>
    ValueTask LeaveAsync(AgentId agent, string connection, CancellationToken ct);

    /// <summary>All agents with a live lease; an agent with several connections shows its most available one.</summary>
    ValueTask<PresenceSnapshot> ReadAsync(CancellationToken ct);

    /// <summary>Takes or renews the lease of one connection on a ticket, for 30 s.</summary>
    ValueTask ViewAsync(TicketId ticket, Viewer viewer, string connection, CancellationToken ct);

    /// <summary>Ends it.</summary>
    ValueTask UnviewAsync(TicketId ticket, string connection, CancellationToken ct);

    /// <summary>Who has the ticket open; one entry an agent with its strongest mode. Empty when unknown.</summary>
    ValueTask<IReadOnlyList<Viewer>> ViewersAsync(TicketId ticket, CancellationToken ct);
}

/// <summary>Who is here.</summary>
/// <param name="IsKnown">False while the coordination server cannot be asked: nobody is "offline" then, all are unknown.</param>
/// <param name="Agents">Agents with a live lease.</param>
public sealed record PresenceSnapshot(bool IsKnown, IReadOnlyDictionary<AgentId, Availability> Agents);

/// <summary>Somebody with a ticket open.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Name">Display name.</param>
/// <param name="Mode">What they do there.</param>
public sealed record Viewer(AgentId Agent, string Name, ViewerMode Mode);

/// <summary>What a viewer does; higher is stronger.</summary>
public enum ViewerMode
{
    /// <summary>Reads.</summary>
    Viewing,
    /// <summary>Writes an internal note.</summary>
    Noting,
    /// <summary>Writes a reply.</summary>
    Replying,
}
