using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Hub.Server.Accounts;

/// <summary>Reads <c>Authorization: Bearer</c>.</summary>
public sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }
        return await tokens.FindAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is { } agent
            ? AuthenticateResult.Success(new AuthenticationTicket(Sessions.PrincipalOf(agent, Schemes.Token), Schemes.Token))
            : AuthenticateResult.Fail("unknown token");
    }
}
