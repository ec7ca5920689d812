using Hub.Core.Agents;
using Hub.Core.CustomFields;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Tickets.Conditions;
using Hub.Core.Views;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Server.Http;

/// <summary>What <c>GET /tickets</c> takes; every part narrows the list. Several values stand with commas between them.</summary>
public sealed record TicketQuery(
    [FromQuery] string? View, [FromQuery] string? Status, [FromQuery] string? Queue, [FromQuery] string? Assignee, [FromQuery] string? Tag,
    [FromQuery] string? Contact, [FromQuery] string? Q, [FromQuery] string? Sort, [FromQuery] int? Limit, [FromQuery] string? Cursor)
{
    /// <summary>Tags that must all be there.</summary>
    [FromQuery]
    public string? TagsAll { get; init; }

    /// <summary>Tags none of which may be there.</summary>
    [FromQuery]
    public string? TagsNone { get; init; }

    [FromQuery]
    public string? Responsible { get; init; }

    [FromQuery]
    public string? Priority { get; init; }

    [FromQuery]
    public string? Urgency { get; init; }

    [FromQuery]
    public string? Impact { get; init; }

    [FromQuery]
    public string? Channel { get; init; }

    /// <summary>The conditions that the parts mean, custom fields (<c>fields.NAME=VALUE</c>) among them.</summary>
    public TicketCondition ToCondition(IQueryCollection all)
    {
        List<TicketCondition> parts =
        [
            .. Of("status", Status), .. Of("queue", Queue), .. Of("assignee", Assignee), .. Of("tag", Tag), .. Of("contact", Contact),
            .. Of("responsible", Responsible), .. Of("priority", Priority), .. Of("urgency", Urgency), .. Of("impact", Impact),
            .. Of("channel", Channel),
            .. (TagsAll ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(static tag => Of("tag", tag)),
            .. Of("tag", TagsNone).Select(static tags => new TicketCondition { Not = tags }),
            .. all.Where(static pair => pair.Key.StartsWith(FieldDefinition.TermPrefix, StringComparison.Ordinal))
                .SelectMany(static pair => Of(pair.Key, pair.Value)),
        ];
        return TicketCondition.AllOf(parts);
    }

    private static IEnumerable<TicketCondition> Of(string field, string? values) => string.IsNullOrWhiteSpace(values)
        ? []
        : [TicketCondition.Of(field, values.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}

/// <summary>Reads ticket lists as the API asks for them.</summary>
public sealed class TicketLists(
    Core.Ports.IHubStore store, SearchTickets search, ThreadReader reader, HubDirectory directory, TimeProvider clock)
{
    /// <summary>One page. With <c>q</c> the order is that of the finds, and a page may hold fewer rows than its limit.</summary>
    public async ValueTask<Page<Ticket>> ReadAsync(TicketQuery query, IQueryCollection all, AgentAccess by, CancellationToken ct)
    {
        var page = Paging.Of(query.Limit, query.Cursor);
        var filter = FilterOf(query, all, by);
        var (sort, isDescending) = OrderOf(query);
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

    private Filter<Ticket> FilterOf(TicketQuery query, IQueryCollection all, AgentAccess by)
    {
        var filter = Filter<Ticket>.Everything;
        if (query.View is { Length: > 0 } view)
        {
            filter = TicketViews.Find(view, by) ?? throw new InvalidRequestException("view", $"One of {string.Join(", ", TicketViews.Names)}.");
        }
        var compiler = new ConditionCompiler(by, directory.Current, clock.GetUtcNow());
        return compiler.Compile(query.ToCondition(all)) is { } narrowed
            ? filter.And(narrowed)
            : throw new InvalidRequestException(compiler.Problem!.Field, compiler.Problem.Text);
    }

    /// <summary>A queue's list is in order of work unless another order is asked for.</summary>
    private static (Field<Ticket>? Sort, bool IsDescending) OrderOf(TicketQuery query) =>
        string.IsNullOrEmpty(query.Sort) && query is { Queue.Length: > 0, View: null or "" } ? (Ticket.Fields.Rank, false) : SortOf(query.Sort);

    private static (Field<Ticket>? Sort, bool IsDescending) SortOf(string? sort) => string.IsNullOrEmpty(sort)
        ? (null, true)
        : TicketViews.Sorts.TryGetValue(sort.TrimStart('-'), out var field)
            ? (field, sort.StartsWith('-'))
            : throw new InvalidRequestException("sort", $"One of {string.Join(", ", TicketViews.Sorts.Keys)}, with '-' for descending.");
}
