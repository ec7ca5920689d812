using Hub.Core.Agents;
using Hub.Server.Accounts;
using Hub.Server.Http;

namespace Hub.Server.Realtime.Agents;

/// <summary>Gives a one-time ticket to a caller that has proven who it is by cookie or header.</summary>
internal static class HubTicketEndpoint
{
    public static void MapHubTicket(this IEndpointRouteBuilder app) => app
        .MapPost($"{ApiGroup.Prefix}/hub-ticket", static (HttpContext http, HubTickets tickets, HubDirectory directory) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return Results.Ok(tickets.Issue(directory.Current.Agents[http.Access().Agent]));
        })
        .RequireAuthorization().DisableAntiforgery()
        .WithTags("Live").WithSummary("A ticket for one connection to /hubs/agent, valid for 30 s").Produces<HubTicketAnswer>();
}
