using Hub.Core.Tickets;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/statuses</c>: names and the base state each maps to.</summary>
public static class StatusEndpoints
{
    public static void MapStatuses(this IEndpointRouteBuilder api) => api
        .MapGet("/statuses", static () => Results.Ok(new PageResponse<StatusResponse>(
            [.. Enum.GetValues<TicketState>().Where(static state => state != TicketState.Merged)
                .Select(static state => new StatusResponse(TicketStatuses.Of(state), TicketStatuses.Of(state), state))], null)))
        .WithTags("Statuses").WithSummary("Statuses in their order").Produces<PageResponse<StatusResponse>>();
}

/// <summary>A status and its base state.</summary>
public sealed record StatusResponse(string Id, string Name, TicketState State);
