using Hub.Core.Agents;
using Hub.Core.Tickets;
using Hub.Core.Tickets.Conditions;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>What happened to a ticket, how it was before, and what else may be the same request.</summary>
public static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        var tickets = api.MapGroup("/tickets/{number}").WithTags("Tickets");
        tickets.MapGet("/history", HistoryAsync).WithSummary("Every change: who, what, from, to, when, why; oldest first, a page may be short")
            .Produces<PageResponse<MessageResponse>>();
        tickets.MapGet("/at/{seq:long}", AtAsync).WithSummary("The ticket as it was when the entry had been added").Produces<TicketResponse>();
        tickets.MapGet("/duplicates", DuplicatesAsync).WithSummary("Open tickets of the same contact with similar words, made within a time (24h)")
            .Produces<PageResponse<DuplicateResponse>>();
    }

    private static async Task<IResult> HistoryAsync(
        string number, HttpContext http, ThreadReader reader, HubDirectory directory, CancellationToken ct, int? limit = null, string? cursor = null)
    {
        if (await reader.FindAsync(number, http.Access(), ct) is not { } ticket)
        {
            return Problem.NotFound();
        }
        var page = await reader.ListAsync(ticket.Id, 0, Paging.Of(limit, cursor), ct);
        var names = directory.Current;
        return Results.Ok(new PageResponse<MessageResponse>(
            [.. page.Items.Where(static entry => entry.MessageKind == MessageKind.Activity).Select(entry => MessageResponse.Of(entry, number, names))],
            page.Next?.Text));
    }

    private static async Task<IResult> AtAsync(
        string number, long seq, HttpContext http, ThreadReader reader, ReplayTicket replay, HubDirectory directory, CancellationToken ct)
    {
        var access = http.Access();
        if (await reader.FindAsync(number, access, ct) is not { } ticket)
        {
            return Problem.NotFound();
        }
        return await replay.HandleAsync(ticket, seq, ct) is { } was
            ? Results.Ok(Shape(was, directory.Current))
            : Problem.Invalid("seq", $"Between 1 and {ticket.LastSeq}.");
    }

    private static async Task<IResult> DuplicatesAsync(
        string number, HttpContext http, ThreadReader reader, FindDuplicates duplicates, HubDirectory directory, CancellationToken ct, string? within = null)
    {
        var span = within is null ? FindDuplicates.Usual : Durations.Read(within);
        if (span is not { } time)
        {
            return Problem.Invalid("within", "A length of time such as 4h, 2d or PT4H.");
        }
        var access = http.Access();
        if (await reader.FindAsync(number, access, ct) is not { } ticket)
        {
            return Problem.NotFound();
        }
        var found = await duplicates.HandleAsync(ticket, time, access, ct);
        return Results.Ok(new PageResponse<DuplicateResponse>(
            [.. found.Select(one => new DuplicateResponse(TicketResponse.Of(one.Ticket, directory.Current), Math.Round(one.Similarity, 2)))], null));
    }

    /// <summary>Names are those of then; an id is empty when nothing of that name is left.</summary>
    private static TicketResponse Shape(TicketAsItWas was, DirectorySnapshot names)
    {
        var now = TicketResponse.Of(was.Header, names);
        var queue = was.Queue.Split("::")[^1];
        return now with
        {
            Queue = new Reference(names.PathOf(was.Header.Queue) == was.Queue ? was.Header.Queue.Value : "", queue),
            Assignee = was.Assignee is { } assignee ? new Reference(was.Header.Assignee?.Value ?? "", assignee) : null,
            Responsible = was.Responsible is { } responsible ? new Reference(was.Header.Responsible?.Value ?? "", responsible) : null,
        };
    }
}

/// <summary>A ticket that may be the same request.</summary>
public sealed record DuplicateResponse(TicketResponse Ticket, double Similarity);
