using System.Security.Claims;
using Hub.Core.Agents;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Hub.Server.Accounts;

/// <summary>Sessions of signed-in agents: the cookie holds an agent id and the stamp it began with, nothing else.</summary>
public static class Sessions
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>Who a session or token speaks for.</summary>
    public static ClaimsPrincipal PrincipalOf(AgentAccount agent, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(Schemes.AgentClaim, agent.Id.Value),
            new Claim(Schemes.StampClaim, agent.SecurityStamp),
            new Claim(ClaimTypes.Name, agent.Name),
        ],
        scheme));

    /// <summary>The agent's id, or null for nobody.</summary>
    public static AgentId? AgentOf(ClaimsPrincipal principal) =>
        AgentId.TryParse(principal.FindFirstValue(Schemes.AgentClaim), out var id) ? id : null;

    /// <summary>Begins a new session; an older one of the same browser is replaced.</summary>
    public static Task BeginAsync(HttpContext http, AgentAccount agent, bool remembers, TimeProvider clock) => http.SignInAsync(
        Schemes.Cookie,
        PrincipalOf(agent, Schemes.Cookie),
        new AuthenticationProperties
        {
            IsPersistent = remembers,
            ExpiresUtc = remembers ? clock.GetUtcNow() + Remembered : null,
        });

    /// <summary>Whether the session still stands: the agent is active and its stamp unchanged.</summary>
    public static bool Stands(ClaimsPrincipal principal, DirectorySnapshot names) =>
        AgentOf(principal) is { } id
        && names.Agents.TryGetValue(id, out var agent)
        && agent.IsActive
        && agent.SecurityStamp == principal.FindFirstValue(Schemes.StampClaim);

    /// <summary>Ends a session that no longer stands, on its next request.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var directory = context.HttpContext.RequestServices.GetRequiredService<HubDirectory>();
        var known = directory.Current;
        if (context.Principal is null
            || (!Stands(context.Principal, known)
                && !(await directory.CatchUpAsync(known, context.HttpContext.RequestAborted) && Stands(context.Principal, directory.Current))))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Schemes.Cookie);
        }
    }
}
