using Hub.Core.Agents;
using Hub.Core.CustomFields;
using Hub.Core.Live;
using Hub.Core.SavedViews;
using Hub.Core.Searching;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Tickets.Conditions;
using Hub.Core.Views;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Server.Http;

/// <summary>What <c>GET /tickets</c> takes; every part narrows the list. Several values stand with commas between them.</summary>
public sealed record TicketQuery
{
    [FromQuery] public string? View { get; init; }
    [FromQuery] public string? Status { get; init; }
    [FromQuery] public string? Queue { get; init; }
    [FromQuery] public string? Assignee { get; init; }
    [FromQuery] public string? Tag { get; init; }
    [FromQuery] public string? Contact { get; init; }
    [FromQuery] public string? Q { get; init; }
    [FromQuery] public string? Sort { get; init; }
    [FromQuery] public int? Limit { get; init; }
    [FromQuery] public string? Cursor { get; init; }
    [FromQuery] public string? TagsAll { get; init; }
    [FromQuery] public string? TagsNone { get; init; }
    [FromQuery] public string? Responsible { get; init; }
    [FromQuery] public string? Priority { get; init; }
    [FromQuery] public string? Urgency { get; init; }
    [FromQuery] public string? Impact { get; init; }
    [FromQuery] public string? Channel { get; init; }

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
    Core.Ports.IHubStore store, SearchTickets search, HubDirectory directory, TimeProvider clock)
{
    /// <summary>One page. With <c>q</c> the order is that of the finds, and a page may hold fewer rows than its limit.</summary>
    public async ValueTask<Page<Ticket>> ReadAsync(TicketQuery query, IQueryCollection all, AgentAccess by, CancellationToken ct)
    {
        var page = Paging.Of(query.Limit, query.Cursor);
        var filter = FilterOf(query, all, by);
        var (sort, isDescending) = OrderOf(query, by);
        return string.IsNullOrWhiteSpace(query.Q)
            ? await store.ListAsync(TicketViews.For(by, filter, sort, isDescending), page, ct)
            : await FindAsync(query.Q.Trim(), filter, page, by, ct);
    }

    private async ValueTask<Page<Ticket>> FindAsync(string text, Filter<Ticket> filter, PageRequest page, AgentAccess by, CancellationToken ct)
    {
        var finds = await search.HandleAsync(text, page, by, ct);
        return finds.Problem is { } problem
            ? throw new InvalidRequestException($"q.{problem.Field}", problem.Text)
            : new Page<Ticket>([.. finds.Items.Select(static find => find.Ticket).DistinctBy(static ticket => ticket.Id).Where(filter.Matches)], finds.Next);
    }

    private Filter<Ticket> FilterOf(TicketQuery query, IQueryCollection all, AgentAccess by)
    {
        var filter = Filter<Ticket>.Everything;
        if (query.View is { Length: > 0 } view)
        {
            filter = FilterOf(view, by) ?? throw new InvalidRequestException("view", $"One of {string.Join(", ", TicketViews.Names)}, or the id of a view.");
        }
        return filter.And(Compile(query.ToCondition(all), by));
    }

    /// <summary>The filter that a condition means now.</summary>
    /// <exception cref="InvalidRequestException">The condition is wrong.</exception>
    public Filter<Ticket> Compile(TicketCondition condition, AgentAccess by)
    {
        var compiler = new ConditionCompiler(by, directory.Current, clock.GetUtcNow());
        return compiler.Compile(condition) ?? throw new InvalidRequestException(compiler.Problem!.Field, compiler.Problem.Text);
    }

    /// <summary>The filter of a view, built in or saved, or null when the reader has none of that name.</summary>
    public Filter<Ticket>? FilterOf(string view, AgentAccess by) =>
        TicketViews.Find(view, by) ?? SavedOf(view, by)?.At(clock.GetUtcNow()).Filter;

    private WatchedList? SavedOf(string id, AgentAccess by) => directory.Current.ViewFor(id, by) is { } view
        ? WatchedList.Of(view, by, directory.Current, clock.GetUtcNow())
        : null;

    /// <summary>A view has its own order and a queue's list is in order of work, unless another order is asked for.</summary>
    private (Field<Ticket>? Sort, bool IsDescending) OrderOf(TicketQuery query, AgentAccess by)
    {
        var wanted = !string.IsNullOrEmpty(query.Sort) ? query.Sort
            : query.View is { Length: > 0 } view ? directory.Current.ViewFor(view, by)?.Sort
            : query.Queue is { Length: > 0 } ? Ticket.Fields.Rank.Name : null;
        return wanted is null
            ? (null, true)
            : ViewColumns.Read(wanted) ?? throw new InvalidRequestException(
                "sort", $"One of {string.Join(", ", ViewColumns.Sorts.Keys)}, with '-' for descending.");
    }
}
