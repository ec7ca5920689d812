using System.Text.Json.Serialization;

namespace Hub.Core.Inboxes;

/// <summary>An OAuth 2.0 grant as administrators write it; see <see cref="OAuthSettings"/>. Secrets are only ever written.</summary>
public sealed record OAuthDraft
{
    /// <summary>Whose account it is.</summary>
    public OAuthProvider Provider { get; init; }

    /// <summary>How tokens are got.</summary>
    public OAuthGrant Grant { get; init; }

    /// <summary>Client id that the provider gave Hub.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Client secret; null keeps the stored one, if client and token endpoint stay the same.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Last day of the client secret; administrators are warned 30 days before.</summary>
    public DateOnly? ClientSecretExpiresOn { get; init; }

    /// <summary>Microsoft: directory id or domain.</summary>
    public string? Tenant { get; init; }

    /// <summary>Where a person agrees; null takes the provider's.</summary>
    public string? AuthorizationEndpoint { get; init; }

    /// <summary>Where tokens are got; null takes the provider's.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>Scopes parted by spaces; null takes the provider's.</summary>
    public string? Scope { get; init; }

    /// <summary>A refresh token that was got elsewhere; null keeps the stored one.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>How it stands; read only.</summary>
    public OAuthState? State { get; init; }

    /// <summary>Error code of the provider when <see cref="State"/> is <see cref="OAuthState.SignInNeeded"/>; read only.</summary>
    public string? Problem { get; init; }

    internal static OAuthDraft? Of(OAuthSettings? settings) => settings is null ? null : new OAuthDraft
    {
        Provider = settings.Provider,
        Grant = settings.Grant,
        ClientId = settings.ClientId,
        ClientSecretExpiresOn = settings.ClientSecretExpiresOn,
        Tenant = settings.Tenant,
        AuthorizationEndpoint = settings.AuthorizationEndpoint,
        TokenEndpoint = settings.TokenEndpoint,
        Scope = settings.Scope,
        State = settings.Needed is not null ? OAuthState.SignInNeeded : settings.Agreement is null ? OAuthState.NotAgreed : OAuthState.Ready,
        Problem = settings.Needed?.Error,
    };
}

/// <summary>How a grant stands.</summary>
public enum OAuthState
{
    /// <summary>Nobody has agreed yet.</summary>
    NotAgreed,
    /// <summary>Tokens are to be had.</summary>
    Ready,
    /// <summary>The provider gives no tokens any more until somebody acts.</summary>
    SignInNeeded,
}

/// <summary>How Hub signs in to a mail server.</summary>
public enum MailSignIn
{
    /// <summary>By user name and password; without a user name not at all.</summary>
    Password,
    /// <summary>By the OAuth 2.0 grant of the inbox.</summary>
    [JsonStringEnumMemberName("oauth")]
    OAuth,
}
