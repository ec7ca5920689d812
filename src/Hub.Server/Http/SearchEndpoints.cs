using Hub.Core.Agents;
using Hub.Core.Tickets;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/search</c>.</summary>
public static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder api) => api.MapGet("/search", FindAsync).WithTags("Search")
        .WithSummary("Entries whose words begin the way the query ends and contain all of its other words, newest first")
        .Produces<PageResponse<SearchHitResponse>>();

    private static async Task<IResult> FindAsync(
        HttpContext http, SearchTickets search, HubDirectory directory, CancellationToken ct, string? q = null, int? limit = null, string? cursor = null)
    {
        if (string.IsNullOrWhiteSpace(q))
        {
            return Problem.Invalid("q", "Words to look for are needed.");
        }
        var finds = await search.HandleAsync(q, Paging.Of(limit, cursor), http.Access(), ct);
        var names = directory.Current;
        return Results.Ok(finds.To(find => new SearchHitResponse(
            TicketResponse.Of(find.Ticket, names), MessageResponse.Of(find.Message, find.Ticket.Number, names))));
    }
}

/// <summary>An entry that was found, with the ticket it stands in.</summary>
public sealed record SearchHitResponse(TicketResponse Ticket, MessageResponse Message);
