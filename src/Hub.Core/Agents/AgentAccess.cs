using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Agents;

/// <summary>What one agent may see and do, decided in this one place for lists, counters, search, live events, attachments and
/// API alike. A value of the moment it was read; build a new one when the directory changes.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Name">Display name.</param>
/// <param name="IsAdministrator">Sees, does and configures everything.</param>
/// <param name="Rights">What its roles give; not asked for an administrator.</param>
public sealed record AgentAccess(AgentId Agent, string Name, bool IsAdministrator, QueueRights Rights)
{
    /// <summary>What an assignee may do wherever its ticket lies.</summary>
    private static readonly RightSet Assigned = RightSet.Of(Right.Read, Right.Reply);

    /// <summary>The access of an agent as it is now; an inactive agent sees nothing but has no access object at all.</summary>
    public static AgentAccess Of(Agent agent, DirectorySnapshot names) => new(agent.Id, agent.Name, agent.IsAdministrator,
        agent.IsAdministrator ? QueueRights.Everything : names.RightsOf(agent));

    /// <summary>Whether the agent may do that to the ticket, and if not, whether it may know that the ticket exists.</summary>
    public Verdict Judge(Right right, Ticket ticket)
    {
        var rights = RightsOn(ticket);
        return !rights.Has(Right.Read) ? Verdict.Hidden : rights.Has(right) ? Verdict.Allowed : Verdict.Refused;
    }

    /// <summary>Whether the agent may do that to the ticket. Assignment grants reading and answering, watching grants nothing.</summary>
    public bool May(Right right, Ticket ticket) => Judge(right, ticket) == Verdict.Allowed;

    /// <summary>Whether the agent has the right on the queue itself: to make tickets there, to move some there, to set it up.</summary>
    public bool May(Right right, QueueId queue) => Rights.On(queue).Has(right);

    /// <summary>Whether the ticket may be read.</summary>
    public bool CanRead(Ticket ticket) => May(Right.Read, ticket);

    /// <summary>Whether the properties that colleagues keep (subject, priority, tags, fields, open or pending) may be changed:
    /// by whoever writes on the ticket at all.</summary>
    public Verdict JudgeEdit(Ticket ticket) => May(Right.Note, ticket) ? Verdict.Allowed : Judge(Right.Reply, ticket);

    /// <summary>Whether the ticket may be brought to a state: closing and opening again is a right of its own, everything else is
    /// an edit as in <see cref="JudgeEdit"/>.</summary>
    public Verdict JudgeState(Ticket ticket, TicketState state) =>
        ticket.IsClosed == (state is TicketState.Closed) ? JudgeEdit(ticket) : Judge(Right.Close, ticket);

    /// <summary>Whether tickets may be moved into the queue.</summary>
    public bool CanMoveInto(QueueId queue) => May(Right.Move, queue) || May(Right.Create, queue);

    /// <summary>Whether the agent has anything to do with the queue: its name is shown.</summary>
    public bool CanSee(QueueId queue) => !Rights.On(queue).IsEmpty;

    /// <summary>Names from the top queue down, joined by <c>::</c>; those the agent may not see are left out.</summary>
    public string PathOf(QueueId queue, DirectorySnapshot names) => string.Join("::",
        names.Tree.Upwards(queue).Where(above => above.Id == queue || CanSee(above.Id)).Select(static above => above.Name).Reverse());

    /// <summary>The same rule as <see cref="CanRead"/>, for lists and counters.</summary>
    public Filter<Ticket> ToFilter() => Rights.Readable is not { } queues
        ? Filter<Ticket>.Everything
        : Ticket.Fields.Queue.In(queues.Select(static q => q.Value)).Or(Ticket.Fields.Assignee.Is(Agent.Value));

    /// <summary>The same rule for search: labels of which a hit carries at least one; null for all.</summary>
    public IReadOnlyList<string>? ToLabels() => Rights.Readable is not { } queues
        ? null
        : [.. queues.Select(TicketLabels.Queue), TicketLabels.Assignee(Agent)];

    /// <summary>Who acts, as written into entries.</summary>
    public Actor ToActor() => new(ActorType.Agent, Agent.Value, Name, null);

    private RightSet RightsOn(Ticket ticket) =>
        ticket.Assignee == Agent ? Rights.On(ticket.Queue).Or(Assigned) : Rights.On(ticket.Queue);
}

/// <summary>What the rule says about one agent, one right and one ticket.</summary>
public enum Verdict
{
    /// <summary>May do it.</summary>
    Allowed,
    /// <summary>Sees the ticket, but may not do that: 403.</summary>
    Refused,
    /// <summary>May not even know of it: 404.</summary>
    Hidden,
}
