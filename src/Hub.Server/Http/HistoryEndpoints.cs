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
        string number, HttpContext http, ThreadReader reader, TicketShapes shapes, CancellationToken ct, int? limit = null, string? cursor = null)
    {
        var access = http.Access();
        if (await reader.FindAsync(number, access, ct) is not { } ticket)
        {
            return Problem.NotFound();
        }
        var page = await reader.ListAsync(ticket.Id, 0, Paging.Of(limit, cursor), ct);
        List<Message> changes = [.. page.Items.Where(static entry => entry.MessageKind == MessageKind.Activity)];
        return Results.Ok(new PageResponse<MessageResponse>(await shapes.OfAsync(changes, ticket, access, ct), page.Next?.Text));
    }

    private static async Task<IResult> AtAsync(
        string number, long seq, HttpContext http, ThreadReader reader, ReplayTicket replay, TicketShapes shapes, CancellationToken ct)
    {
        var access = http.Access();
        if (await reader.FindAsync(number, access, ct) is not { } ticket)
        {
            return Problem.NotFound();
        }
        return await replay.HandleAsync(ticket, seq, ct) is { } was
            ? Results.Ok(await shapes.OfAsync(was, ticket, access, ct))
            : Problem.Invalid("seq", $"Between 1 and {ticket.LastSeq}.");
    }

    private static async Task<IResult> DuplicatesAsync(
        string number, HttpContext http, ThreadReader reader, FindDuplicates duplicates, TicketShapes shapes, CancellationToken ct, string? within = null)
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
        var shaped = await shapes.OfAsync([.. found.Select(static one => one.Ticket)], access, ct);
        return Results.Ok(new PageResponse<DuplicateResponse>(
            [.. found.Zip(shaped, static (one, ticket) => new DuplicateResponse(ticket, Math.Round(one.Similarity, 2)))], null));
    }
}

/// <summary>A ticket that may be the same request.</summary>
public sealed record DuplicateResponse(TicketResponse Ticket, double Similarity);
