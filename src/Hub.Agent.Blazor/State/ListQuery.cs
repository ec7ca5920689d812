using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.SavedViews;
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

    /// <summary>A saved view's own.</summary>
    Own,
}

/// <summary>Which tickets a list shows, as the address says it.</summary>
/// <param name="View">A name of <see cref="TicketViews.Names"/>; "queue" with <paramref name="Queue"/>.</param>
/// <param name="Queue">The queue of a queue's list.</param>
/// <param name="Sort">The order.</param>
/// <param name="Saved">The saved view, with "view" as <paramref name="View"/>.</param>
public sealed record ListQuery(string View, QueueId? Queue, TicketSort Sort, DocId<SavedView>? Saved = null)
{
    public const string Default = "open";

    /// <summary>A saved view brings its own order, a queue is in order of work, others by activity.</summary>
    private TicketSort UsualSort => Saved is not null ? TicketSort.Own : Queue is not null ? TicketSort.Priority : TicketSort.Activity;

    /// <summary>Reads the parts of an address; an unknown view is the default one.</summary>
    public static ListQuery Of(string? view, string? queue, string? sort, string? saved = null)
    {
        var list = DocId<SavedView>.TryParse(saved, out var viewId) ? new ListQuery("view", null, TicketSort.Own, viewId)
            : QueueId.TryParse(queue, out var id) ? new ListQuery("queue", id, TicketSort.Priority)
            : new ListQuery(view is not null && TicketViews.Names.Contains(view) ? view : Default, null, TicketSort.Activity);
        return Enum.TryParse<TicketSort>(sort, ignoreCase: true, out var order) && Enum.IsDefined(order) && (order != TicketSort.Own || list.Saved is not null)
            ? list with { Sort = order }
            : list;
    }

    /// <summary>The address of this list, with a ticket open in it when given.</summary>
    public string ToAddress(string? number = null)
    {
        var path = Saved is { } saved ? $"/console/view/{saved.Value}" : Queue is { } queue ? $"/console/queue/{queue.Value}" : $"/console/{View}";
        var sort = Sort == UsualSort ? "" : $"?sort={Sort.ToString().ToLowerInvariant()}";
        return (number is null ? path : $"{path}/{number}") + sort;
    }

    /// <summary>The question to the store as time passes; rights are added by the live list. Null when the view is not there for the reader.
    /// The list of a queue has the tickets of the queues below it too, as its counter does.</summary>
    public WatchedList? ToList(AgentAccess reader, DirectorySnapshot names, DateTimeOffset now)
    {
        if (Saved is { } saved)
        {
            if (names.ViewFor(saved.Value, reader) is not { } view)
            {
                return null;
            }
            var list = WatchedList.Of(view, reader, names, now);
            return Sort == TicketSort.Own ? list : list with { At = at => Ordered(list.At(at).Filter) };
        }
        return WatchedList.Fixed(Ordered(Queue is { } queue ? TicketViews.OfQueues(names.Tree.Subtree(queue)) : TicketViews.Find(View, reader)!));
    }

    private View<Ticket> Ordered(Core.Views.Filter<Ticket> filter) => Sort switch
    {
        TicketSort.Waiting => new View<Ticket>(filter, Ticket.Fields.WaitingSince),
        TicketSort.Priority => new View<Ticket>(filter, Ticket.Fields.Rank),
        TicketSort.Newest => new View<Ticket>(filter, Ticket.Fields.CreatedAt, IsDescending: true),
        TicketSort.Activity or TicketSort.Own => new View<Ticket>(filter, Ticket.Fields.LastActivityAt, IsDescending: true),
        _ => throw new InvalidOperationException($"Unknown order {Sort}."),
    };
}
