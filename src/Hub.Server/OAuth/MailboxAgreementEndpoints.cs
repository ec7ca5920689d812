using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.MailAccess;
using Hub.Server.Accounts;

namespace Hub.Server.OAuth;

/// <summary>The way of an administrator's browser to the provider of a mailbox and back to its form. What went wrong there is told in
/// the address, by a name of <see cref="AgreementOutcome"/>.</summary>
public static class MailboxAgreementEndpoints
{
    private const string Cookie = "hub-mail-agreement";

    public static void MapMailboxAgreement(this IEndpointRouteBuilder endpoints)
    {
        var journey = endpoints.MapGroup("/oauth/mail").RequireAuthorization().ExcludeFromDescription();
        journey.MapGet("/start", StartAsync);
        journey.MapGet("/callback", FinishAsync);
    }

    private static async Task<IResult> StartAsync(
        HttpContext http, string? inbox, HubDirectory directory, AuthorizeMailbox authorize, MailboxAgreement agreement, OAuthCallback callback, TimeProvider clock,
        CancellationToken ct)
    {
        if (Asking(http, directory) is not var (agent, access) || !access.IsAdministrator)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        // Another site must not send an administrator on this way.
        if (!IsOwn(http.Request))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        if (!InboxId.TryParse(inbox, out var id))
        {
            return Results.NotFound();
        }
        var verifier = Pkce.NewVerifier();
        var challenge = Pkce.ChallengeOf(verifier);
        string StateFor(OAuthSettings grant) => agreement.Seal(
            new MailboxJourney(id.Value, agent.Id.Value, agent.SecurityStamp, challenge, grant.Party, clock.GetUtcNow() + MailboxAgreement.Lifetime));
        if (await authorize.StartAsync(id, callback.Address, StateFor, challenge, access, ct) is not { } provider)
        {
            return Results.NotFound();
        }
        http.Response.Cookies.Append(Cookie, agreement.SealVerifier(verifier), CookieOf(http));
        http.Response.Headers.CacheControl = "no-store";
        return Results.Redirect(provider.AbsoluteUri);
    }

    private static async Task<IResult> FinishAsync(
        HttpContext http, string? state, string? code, string? error, HubDirectory directory, AuthorizeMailbox authorize, MailboxAgreement agreement,
        OAuthCallback callback, TimeProvider clock, CancellationToken ct)
    {
        var verifier = agreement.OpenVerifier(http.Request.Cookies[Cookie]);
        http.Response.Cookies.Delete(Cookie, CookieOf(http));
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        var journey = agreement.Open(state);
        if (journey is null || Asking(http, directory) is not var (agent, access) || agent.Id.Value != journey.Agent || agent.SecurityStamp != journey.Stamp
            || verifier is null || Pkce.ChallengeOf(verifier) != journey.Challenge)
        {
            return Back(null, AgreementOutcome.Foreign);
        }
        var inbox = new InboxId(journey.Inbox);
        if (clock.GetUtcNow() > journey.Until)
        {
            return Back(inbox, AgreementOutcome.Expired);
        }
        if (error is not null || string.IsNullOrEmpty(code))
        {
            return Back(inbox, error is "access_denied" or "consent_required" or "interaction_required" or "login_required" ? AgreementOutcome.Denied
                : error is "server_error" or "temporarily_unavailable" ? AgreementOutcome.Unavailable
                : AgreementOutcome.Refused);
        }
        return Back(inbox, await authorize.FinishAsync(inbox, code, verifier, callback.Address, journey.Party, access, ct));
    }

    private static IResult Back(InboxId? inbox, AgreementOutcome outcome) => Results.Redirect(
        $"/console/settings/inboxes?{(inbox is { } id ? $"inbox={id.Value}&" : "")}agreement={outcome}");

    private static (AgentAccount Agent, AgentAccess Access)? Asking(HttpContext http, HubDirectory directory) =>
        directory.Current is var names && Sessions.AgentOf(http.User) is { } id && names.Agents.TryGetValue(id, out var agent) && agent.IsActive
            ? (agent, AgentAccess.Of(agent, names))
            : null;

    private static bool IsOwn(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    // The person comes back from another site, by a link: Lax lets the cookie through.
    private static CookieOptions CookieOf(HttpContext http) => new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/oauth/mail",
        MaxAge = MailboxAgreement.Lifetime,
    };
}
