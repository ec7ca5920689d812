using Hub.Core.Agents;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>Orders a list can have.</summary>
public enum TicketSort
{
    Activity,
    Waiting,
    Priority,
    Newest,
}

/// <summary>Which tickets a list shows, as the address says it.</summary>
/// <param name="View">A name of <see cref="TicketViews.Names"/>; "queue" with <paramref name="Queue"/>.</param>
/// <param name="Queue">The queue of a queue's list.</param>
/// <param name="Sort">The order.</param>
public sealed record ListQuery(string View, QueueId? Queue, TicketSort Sort)
{
    public const string Default = "open";

    /// <summary>Reads the parts of an address; an unknown view is the default one.</summary>
    public static ListQuery Of(string? view, string? queue, string? sort)
    {
        var order = Enum.TryParse<TicketSort>(sort, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : TicketSort.Activity;
        return QueueId.TryParse(queue, out var id)
            ? new ListQuery("queue", id, order)
            : new ListQuery(view is not null && TicketViews.Names.Contains(view) ? view : Default, null, order);
    }

    /// <summary>The address of this list, with a ticket open in it when given.</summary>
    public string ToAddress(string? number = null)
    {
        var path = Queue is { } queue ? $"/console/queue/{queue.Value}" : $"/console/{View}";
        var sort = Sort == TicketSort.Activity ? "" : $"?sort={Sort.ToString().ToLowerInvariant()}";
        return (number is null ? path : $"{path}/{number}") + sort;
    }

    /// <summary>The question to the store; rights are added by the live list.</summary>
    public View<Ticket> ToView(AgentAccess reader)
    {
        var filter = Queue is { } queue ? TicketViews.OfQueue(queue) : TicketViews.Find(View, reader)!;
        return Sort switch
        {
            TicketSort.Waiting => new View<Ticket>(filter, Ticket.Fields.WaitingSince),
            TicketSort.Priority => new View<Ticket>(filter, Ticket.Fields.Priority, IsDescending: true),
            TicketSort.Newest => new View<Ticket>(filter, Ticket.Fields.CreatedAt, IsDescending: true),
            TicketSort.Activity => new View<Ticket>(filter, Ticket.Fields.LastActivityAt, IsDescending: true),
            _ => throw new InvalidOperationException($"Unknown order {Sort}."),
        };
    }
}
