using Hub.Core.Agents;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Server.Http;

/// <summary>What <c>GET /tickets</c> takes; every part narrows the list.</summary>
public sealed record TicketQuery(
    [FromQuery] string? View, [FromQuery] string? Status, [FromQuery] string? Queue, [FromQuery] string? Assignee, [FromQuery] string? Tag,
    [FromQuery] string? Contact, [FromQuery] string? Q, [FromQuery] string? Sort, [FromQuery] int? Limit, [FromQuery] string? Cursor);

/// <summary>Reads ticket lists as the API asks for them.</summary>
public sealed class TicketLists(Core.Ports.IHubStore store, SearchTickets search, ThreadReader reader)
{
    /// <summary>One page. With <c>q</c> the order is that of the finds, and a page may hold fewer rows than its limit.</summary>
    public async ValueTask<Page<Ticket>> ReadAsync(TicketQuery query, AgentAccess by, CancellationToken ct)
    {
        var page = Paging.Of(query.Limit, query.Cursor);
        var filter = FilterOf(query, by);
        var (sort, isDescending) = SortOf(query.Sort);
        return string.IsNullOrWhiteSpace(query.Q)
            ? await store.ListAsync(TicketViews.For(by, filter, sort, isDescending), page, ct)
            : await FindAsync(query.Q.Trim(), filter, page, by, ct);
    }

    private async ValueTask<Page<Ticket>> FindAsync(string text, Filter<Ticket> filter, PageRequest page, AgentAccess by, CancellationToken ct)
    {
        var finds = await search.HandleAsync(text, page, by, ct);
        var tickets = finds.Items.Select(static find => find.Ticket);
        if (page.After is null && text.Length < 20 && text.All(char.IsAsciiDigit) && await reader.FindAsync(text, by, ct) is { } named)
        {
            tickets = tickets.Prepend(named);
        }
        return new Page<Ticket>([.. tickets.DistinctBy(static ticket => ticket.Id).Where(filter.Matches)], finds.Next);
    }

    private static Filter<Ticket> FilterOf(TicketQuery query, AgentAccess by)
    {
        var filter = Filter<Ticket>.Everything;
        if (query.View is { Length: > 0 } view)
        {
            filter = TicketViews.Find(view, by) ?? throw new InvalidRequestException("view", $"One of {string.Join(", ", TicketViews.Names)}.");
        }
        if (query.Status is { Length: > 0 } status)
        {
            filter = filter.And(Ticket.Fields.State.In(status.Split(',').Select(StateOf)));
        }
        if (query.Queue is { Length: > 0 } queue)
        {
            filter = filter.And(Ticket.Fields.Queue.Is(queue));
        }
        if (query.Assignee is { Length: > 0 } assignee)
        {
            filter = filter.And(assignee switch
            {
                "none" => Ticket.Fields.Assignee.IsMissing(),
                "me" => Ticket.Fields.Assignee.Is(by.Agent.Value),
                _ => Ticket.Fields.Assignee.Is(assignee),
            });
        }
        if (query.Tag is { Length: > 0 } tag)
        {
            filter = filter.And(Ticket.Fields.Tag.Is(tag));
        }
        return query.Contact is { Length: > 0 } contact ? filter.And(Ticket.Fields.Contact.Is(contact)) : filter;
    }

    private static string StateOf(string name) => name.Trim().Equals("merged", StringComparison.OrdinalIgnoreCase)
        ? nameof(TicketState.Merged)
        : TicketStatuses.Find(name.Trim())?.ToString() ?? throw new InvalidRequestException("status", $"There is no status '{name}'.");

    private static (Field<Ticket>? Sort, bool IsDescending) SortOf(string? sort) => string.IsNullOrEmpty(sort)
        ? (null, true)
        : TicketViews.Sorts.TryGetValue(sort.TrimStart('-'), out var field)
            ? (field, sort.StartsWith('-'))
            : throw new InvalidRequestException("sort", $"One of {string.Join(", ", TicketViews.Sorts.Keys)}, with '-' for descending.");
}
