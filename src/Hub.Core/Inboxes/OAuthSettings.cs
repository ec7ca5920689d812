using System.Text.Json.Serialization;

namespace Hub.Core.Inboxes;

/// <summary>How Hub signs in to the servers of a mailbox by OAuth 2.0 (RFC 6749): one grant for IMAP, POP3 and SMTP. Its tokens change
/// often and are kept apart, see <see cref="MailAccess.MailboxToken"/>.</summary>
public sealed record OAuthSettings
{
    /// <summary>Whose account it is.</summary>
    public required OAuthProvider Provider { get; init; }

    /// <summary>How tokens are got.</summary>
    public required OAuthGrant Grant { get; init; }

    /// <summary>Client id that the provider gave Hub.</summary>
    public required string ClientId { get; init; }

    /// <summary>Sealed client secret; null for a public client.</summary>
    public string? SealedClientSecret { get; init; }

    /// <summary>Last day of the client secret; null when it has none or nobody entered it.</summary>
    public DateOnly? ClientSecretExpiresOn { get; init; }

    /// <summary>Microsoft: directory id or domain; null for any.</summary>
    public string? Tenant { get; init; }

    /// <summary>Where a person agrees; null takes the provider's, and stays null for client credentials of others.</summary>
    public string? AuthorizationEndpoint { get; init; }

    /// <summary>Where tokens are got; null takes the provider's.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>Scopes parted by spaces; null takes the provider's.</summary>
    public string? Scope { get; init; }

    /// <summary>Names what was agreed; tokens of another agreement count nothing. Null while nobody has agreed.</summary>
    public string? Agreement { get; init; }

    /// <summary>Set when the provider gives no tokens any more until somebody acts.</summary>
    public SignInNeeded? Needed { get; init; }

    /// <summary>Whether mail cannot be fetched or sent before somebody acts.</summary>
    [JsonIgnore]
    public bool IsWaiting => Agreement is null || Needed is not null;

    /// <summary>What an agreement is made with: with another one it ends.</summary>
    [JsonIgnore]
    public string Party => $"{Grant} {ClientId} {Endpoints.Token} {Endpoints.Scope}";

    /// <summary>The addresses and scopes in force.</summary>
    [JsonIgnore]
    public OAuthEndpoints Endpoints => OAuthEndpoints.Of(this);
}

/// <summary>Why the provider gives no tokens.</summary>
/// <param name="Error">Its error code (RFC 6749, 5.2), such as <c>invalid_grant</c>.</param>
/// <param name="Since">Since when.</param>
public sealed record SignInNeeded(string Error, DateTimeOffset Since);

/// <summary>Whose account a mailbox is.</summary>
public enum OAuthProvider
{
    /// <summary>Gmail and Google Workspace.</summary>
    Google,
    /// <summary>Microsoft 365 and Outlook.com.</summary>
    Microsoft,
    /// <summary>Any other; its endpoints are entered.</summary>
    Other,
}

/// <summary>How tokens are got.</summary>
public enum OAuthGrant
{
    /// <summary>A person agrees in the browser once (RFC 6749, 4.1, with PKCE, RFC 7636); then by refresh token.</summary>
    AuthorizationCode,
    /// <summary>Hub asks in its own name (RFC 6749, 4.4); an administrator of the provider has allowed it.</summary>
    ClientCredentials,
}
