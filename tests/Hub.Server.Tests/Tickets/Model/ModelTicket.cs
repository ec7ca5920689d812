using System.Collections.Immutable;
using Hub.Core.Tickets;

namespace Hub.Server.Tests.Tickets.Model;

/// <summary>A ticket as the model keeps it.</summary>
internal sealed record ModelTicket(TicketId Id, QueueId Queue)
{
    public long Version { get; init; }

    public TicketState State { get; init; } = TicketState.New;

    public Priority Priority { get; init; } = Priority.Normal;

    public AgentId? Assignee { get; init; }

    public AgentId? Lock { get; init; }

    public bool IsWaiting { get; init; }

    public TicketId? MergedInto { get; init; }

    public ModelTrace? Trace { get; init; }

    public ImmutableList<TicketId> Members { get; init; } = [];

    public ImmutableList<(LinkType Type, TicketId Ticket)> Links { get; init; } = [];

    public ImmutableList<ModelEntry> Entries { get; init; } = [];

    public bool IsClosed => State == TicketState.Closed;

    public bool IsActive => State is TicketState.New or TicketState.Open or TicketState.Pending;

    public IEnumerable<TicketId> Linked(LinkType type) => Links.Where(link => link.Type == type).Select(static link => link.Ticket);

    /// <summary>What a stored header must show.</summary>
    public string Show() => Show(Version, State, Queue, Priority, Assignee, Lock, IsWaiting, MergedInto, Members, Links);

    /// <summary>A stored header in the same words.</summary>
    public static string Show(Ticket ticket) => Show(ticket.Version, ticket.State, ticket.Queue, ticket.Priority, ticket.Assignee, ticket.Lock?.Holder,
        ticket.WaitingSince is not null, ticket.MergedInto, ticket.Members.Select(static member => member.Ticket),
        ticket.Links.Select(static link => (link.Type, link.Ticket)));

    private static string Show(
        long version, TicketState state, QueueId queue, Priority priority, AgentId? assignee, AgentId? held, bool isWaiting, TicketId? into,
        IEnumerable<TicketId> members, IEnumerable<(LinkType Type, TicketId Ticket)> links) =>
        $"v{version} {state} {queue} {priority} assignee {assignee} lock {held} {(isWaiting ? "waiting" : "answered")} into {into}"
        + $" members [{string.Join(' ', members)}] links [{string.Join(' ', links.Select(static link => $"{link.Type}:{link.Ticket}"))}]";
}

/// <summary>What a merged ticket was.</summary>
internal sealed record ModelTrace(TicketState State, bool IsWaiting, ImmutableList<(LinkType Type, TicketId Ticket)> Links);

/// <summary>A message or note.</summary>
/// <param name="Seq">Its number in the ticket.</param>
/// <param name="Since">The version of the ticket that brought it.</param>
internal sealed record ModelEntry(long Seq, long Since, string Text, bool IsPublic, bool IsIn, string Author)
{
    public TicketId? MovedTo { get; init; }
}
