using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Agents;

/// <summary>What one agent may see and do, decided in this one place for lists, counters, search, live events, attachments and
/// API alike. A value of the moment it was read; build a new one when the agent's version changes.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Name">Display name.</param>
/// <param name="IsAdministrator">Sees and configures everything.</param>
/// <param name="Queues">Readable queues; null for all.</param>
public sealed record AgentAccess(AgentId Agent, string Name, bool IsAdministrator, IReadOnlySet<QueueId>? Queues)
{
    /// <summary>The access of an agent as it is now; an inactive agent sees nothing but has no access object at all.</summary>
    public static AgentAccess Of(Agent agent) => new(agent.Id, agent.Name, agent.IsAdministrator,
        agent.IsAdministrator || agent.Queues is null ? null : agent.Queues.ToHashSet());

    /// <summary>Whether the ticket may be read. Assignment grants it, watching does not.</summary>
    public bool CanRead(Ticket ticket) => Queues is null || Queues.Contains(ticket.Queue) || ticket.Assignee == Agent;

    /// <summary>Whether the ticket may be answered.</summary>
    public bool CanReply(Ticket ticket) => CanRead(ticket);

    /// <summary>Whether tickets may be moved to or made in the queue.</summary>
    public bool CanUse(QueueId queue) => Queues is null || Queues.Contains(queue);

    /// <summary>The same rule as <see cref="CanRead"/>, for lists and counters.</summary>
    public Filter<Ticket> ToFilter() => Queues is null
        ? Filter<Ticket>.Everything
        : Ticket.Fields.Queue.In(Queues.Select(static q => q.Value)).Or(Ticket.Fields.Assignee.Is(Agent.Value));

    /// <summary>The same rule for search: labels of which a hit carries at least one; null for all.</summary>
    public IReadOnlyList<string>? ToLabels() => Queues is null
        ? null
        : [.. Queues.Select(TicketLabels.Queue), TicketLabels.Assignee(Agent)];

    /// <summary>Who acts, as written into entries.</summary>
    public Actor ToActor() => new(ActorType.Agent, Agent.Value, Name, null);
}
