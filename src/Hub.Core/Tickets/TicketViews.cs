using Hub.Core.Agents;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Tickets;

/// <summary>The views every installation has, and lists as the API asks for them; always within what the reader may see.</summary>
public static class TicketViews
{
    /// <summary>Names of the built-in views.</summary>
    public static IReadOnlyList<string> Names { get; } = ["open", "mine", "unassigned", "pending", "closed", "archive", "spam", "trash", "all"];

    /// <summary>The sort names of the API and the fields they mean.</summary>
    public static IReadOnlyDictionary<string, Field<Ticket>> Sorts { get; } = new[]
    {
        Ticket.Fields.LastActivityAt, Ticket.Fields.WaitingSince, Ticket.Fields.Priority, Ticket.Fields.CreatedAt,
        Ticket.Fields.UpdatedAt, Ticket.Fields.Number, Ticket.Fields.PendingUntil, Ticket.Fields.Rank, Ticket.Fields.Subject,
        Ticket.Fields.ContactName, Ticket.Fields.Status,
    }.ToDictionary(static field => field.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The filter of a built-in view for a reader (without the reader's rights), or null when there is no such view.</summary>
    public static Filter<Ticket>? Find(string name, AgentAccess reader) => name.ToLowerInvariant() switch
    {
        "open" => Ticket.Fields.IsActive.Is(true),
        "mine" => Ticket.Fields.Assignee.Is(reader.Agent.Value).And(Ticket.Fields.IsActive.Is(true)),
        "unassigned" => Ticket.Fields.Assignee.IsMissing().And(Ticket.Fields.IsActive.Is(true)),
        "pending" => Ticket.Fields.State.Is(nameof(TicketState.Pending)),
        "closed" => Ticket.Fields.State.Is(nameof(TicketState.Closed)),
        "archive" => Ticket.Fields.State.Is(nameof(Shelf.Archive)),
        "spam" => Ticket.Fields.State.Is(nameof(Shelf.Spam)),
        "trash" => Ticket.Fields.State.Is(nameof(Shelf.Trash)),
        "all" => Filter<Ticket>.Everything,
        _ => null,
    };

    /// <summary>Active tickets of a queue.</summary>
    public static Filter<Ticket> OfQueue(QueueId queue) => Ticket.Fields.Queue.Is(queue.Value).And(Ticket.Fields.IsActive.Is(true));

    /// <summary>Active tickets of some queues.</summary>
    public static Filter<Ticket> OfQueues(IEnumerable<QueueId> queues) =>
        Ticket.Fields.Queue.In(queues.Select(static queue => queue.Value)).And(Ticket.Fields.IsActive.Is(true));

    /// <summary>What the reader may see of a filter, in an order.</summary>
    public static View<Ticket> For(AgentAccess reader, Filter<Ticket> filter, Field<Ticket>? sort = null, bool isDescending = true) =>
        new(filter.And(reader.ToFilter()), sort ?? Ticket.Fields.LastActivityAt, isDescending);
}
