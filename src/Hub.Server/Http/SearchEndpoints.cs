using Hub.Core.Searching;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/search</c>.</summary>
public static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder api) => api.MapGet("/search", FindAsync).WithTags("Search")
        .WithSummary("Tickets, entries and files by words, \"exact phrases\" and operators such as status:open assignee:me tag:vip created:>2026-01-01")
        .Produces<SearchResponse>();

    private static async Task<IResult> FindAsync(
        HttpContext http, SearchTickets search, TicketShapes shapes, CancellationToken ct, string? q = null, int? limit = null, string? cursor = null)
    {
        if (string.IsNullOrWhiteSpace(q))
        {
            return Problem.Invalid("q", "Words to look for are needed.");
        }
        var finds = await search.HandleAsync(q, Paging.Of(limit, cursor), http.Access(), ct);
        if (finds.Problem is { } problem)
        {
            return Problem.Invalid($"q.{problem.Field}", problem.Text);
        }
        return Results.Ok(new SearchResponse(await shapes.OfAsync(finds.Items, http.Access(), ct), finds.Next?.Text, finds.IsPartial));
    }
}

/// <summary>A page of finds. <c>partial</c>: so many candidates had to be looked at that the page ended early; go on with <c>next</c>.</summary>
public sealed record SearchResponse(IReadOnlyList<SearchHitResponse> Items, string? Next, bool Partial);

/// <summary>An entry that was found, with the ticket it stands in.</summary>
/// <param name="Ticket">The ticket as it is.</param>
/// <param name="Message">Null when the ticket itself or a file was found.</param>
/// <param name="Attachment">The file whose text was found; null otherwise.</param>
public sealed record SearchHitResponse(TicketResponse Ticket, MessageResponse? Message, Reference? Attachment);
