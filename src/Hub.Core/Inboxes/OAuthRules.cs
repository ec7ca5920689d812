using System.Net;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Inboxes;

/// <summary>Checks the draft of a grant and makes the settings of it, sealing the client secret.</summary>
internal static class OAuthRules
{
    private const int LongestText = 2_000;
    private const string Field = "settings.oauth";

    /// <summary>The grant of a mailbox.</summary>
    /// <param name="draft">As written.</param>
    /// <param name="known">As it was; null for a new one.</param>
    /// <param name="goesElsewhere">Whether its tokens would go to a mail server they were not agreed for.</param>
    /// <param name="sealer">Seals.</param>
    /// <returns>The settings, or what is wrong.</returns>
    public static (OAuthSettings? Settings, SettingOutcome<Inbox>? Problem) Apply(OAuthDraft draft, OAuthSettings? known, bool goesElsewhere, ISecretSealer sealer)
    {
        var next = new OAuthSettings
        {
            Provider = draft.Provider,
            Grant = draft.Grant,
            ClientId = draft.ClientId?.Trim() ?? "",
            ClientSecretExpiresOn = draft.ClientSecretExpiresOn,
            Tenant = draft.Provider == OAuthProvider.Microsoft ? Text(draft.Tenant) : null,
            AuthorizationEndpoint = Text(draft.AuthorizationEndpoint),
            TokenEndpoint = Text(draft.TokenEndpoint),
            Scope = Text(draft.Scope),
        };
        if (Check(next, draft) is { } problem)
        {
            return (null, problem);
        }
        var isSame = known is not null && known.Party == next.Party;
        // A kept secret must not be handed to another endpoint or client than the one it was entered for.
        if (Text(draft.ClientSecret) is null && known?.SealedClientSecret is not null
            && (known.ClientId != next.ClientId || known.Endpoints.Token != next.Endpoints.Token || (goesElsewhere && next.Grant == OAuthGrant.ClientCredentials)))
        {
            return (null, Wrong("clientSecret", "With another client, endpoint or server the client secret is needed again."));
        }
        next = next with { SealedClientSecret = Text(draft.ClientSecret) is { } secret ? sealer.Seal(secret) : known?.SealedClientSecret };
        if (next.SealedClientSecret is null && (next.Grant == OAuthGrant.ClientCredentials || next.Provider == OAuthProvider.Google))
        {
            return (null, Wrong("clientSecret", "The client secret is needed."));
        }
        return (Agree(next, draft, isSame && !goesElsewhere ? known : null), null);
    }

    private static OAuthSettings Agree(OAuthSettings next, OAuthDraft draft, OAuthSettings? kept)
    {
        var isRenewed = Text(draft.RefreshToken) is not null
            || (next.Grant == OAuthGrant.ClientCredentials && (kept?.Agreement is null || Text(draft.ClientSecret) is not null));
        return next with
        {
            Agreement = isRenewed ? NewAgreement() : kept?.Agreement,
            Needed = isRenewed || Text(draft.ClientSecret) is not null ? null : kept?.Needed,
        };
    }

    /// <summary>A name that no agreement had before.</summary>
    public static string NewAgreement() => Guid.NewGuid().ToString("n");

    private static SettingOutcome<Inbox>? Check(OAuthSettings next, OAuthDraft draft)
    {
        if (next.ClientId.Length == 0)
        {
            return Wrong("clientId", "The client id is needed.");
        }
        string?[] texts = [next.ClientId, draft.ClientSecret, next.Scope, next.AuthorizationEndpoint, next.TokenEndpoint];
        if (texts.Any(static text => text?.Length > LongestText) || draft.RefreshToken?.Length > 4 * LongestText)
        {
            return Wrong("clientId", $"At most {LongestText} characters.");
        }
        if (next.Tenant is { } tenant && (tenant.Length > 100 || tenant.Any(static letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '.'))))
        {
            return Wrong("tenant", "The id or a domain of the directory, such as contoso.onmicrosoft.com.");
        }
        if (next is { Grant: OAuthGrant.ClientCredentials, Provider: OAuthProvider.Google })
        {
            return Wrong("grant", "With Google a person must agree: authorizationCode.");
        }
        if (next is { Grant: OAuthGrant.ClientCredentials, Provider: OAuthProvider.Microsoft, Tenant: null })
        {
            return Wrong("tenant", "Client credentials need the directory (tenant).");
        }
        if (next.Grant == OAuthGrant.ClientCredentials && Text(draft.RefreshToken) is not null)
        {
            return Wrong("refreshToken", "Client credentials have no refresh token.");
        }
        if (!IsSafe(next.Endpoints.Token))
        {
            return Wrong("tokenEndpoint", "An address beginning with https:// is needed.");
        }
        // Without one nobody can agree in the browser; a refresh token that was entered by hand needs none.
        return next.Endpoints.Authorization is { } authorization && !IsSafe(authorization)
            ? Wrong("authorizationEndpoint", "An address beginning with https:// is needed.")
            : null;
    }

    // Secrets cross the network there; what never leaves this machine needs no certificate.
    private static bool IsSafe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && url.Fragment.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsLoopback(url)));

    private static bool IsLoopback(Uri url) => url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(url.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static SettingOutcome<Inbox>.Invalid Wrong(string field, string text) => new($"{Field}.{field}", text);
}
