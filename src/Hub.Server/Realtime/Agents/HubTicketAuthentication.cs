using System.Text.Encodings.Web;
using Hub.Server.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Hub.Server.Realtime.Agents;

/// <summary>Reads a hub ticket from the query, where browsers must put it, or from the header, where the official client puts it
/// elsewhere. API tokens are not taken from the query: addresses end up in logs.</summary>
internal sealed class HubTicketAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, HubTickets tickets)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "hub-ticket";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var ticket = Request.Query["access_token"].ToString();
        if (ticket.Length == 0)
        {
            ticket = AgentDesk.BearerOf(Request) ?? "";
        }
        if (ticket.Length == 0)
        {
            return AuthenticateResult.NoResult();
        }
        return await tickets.RedeemAsync(ticket, Context.RequestAborted) is { } agent
            ? AuthenticateResult.Success(new AuthenticationTicket(Sessions.PrincipalOf(agent, SchemeName), SchemeName))
            : AuthenticateResult.Fail("unknown ticket");
    }
}
