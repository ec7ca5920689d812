using System.Security.Cryptography;
using System.Text;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Agents;

/// <summary>A bearer token that acts as an agent; only its hash is kept.</summary>
public sealed record ApiToken : Document<ApiToken>, IDocument<ApiToken>
{
    /// <summary>Whom it acts as.</summary>
    public required AgentId Agent { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>Lower-case hex SHA-256 of the token.</summary>
    public required string Hash { get; init; }

    /// <summary>Refused afterwards; null for no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<ApiToken> Kind { get; } = new("api_token", "tok")
    {
        Fields = [Fields.Agent],
        Indexes = [new([Fields.Agent], null)],
        Keys = static token => [KeyOf(token.Hash)],
    };

    /// <summary>The key of a token's hash.</summary>
    public static UniqueKey KeyOf(string hash) => new("api-token", hash);

    /// <summary>Lower-case hex SHA-256. Tokens are 256 random bits, so a plain hash cannot be searched.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Whom it acts as.</summary>
        public static Field<ApiToken> Agent { get; } = new("agent", FieldType.Text, static t => FieldValue.Of(t.Agent.Value));
    }
}

/// <summary>A single-use link by which somebody sets a password: an invitation or a reset.</summary>
public sealed record SignInLink : Document<SignInLink>, IDocument<SignInLink>
{
    /// <summary>Whose password.</summary>
    public required AgentId Agent { get; init; }

    /// <summary>Lower-case hex SHA-256 of the secret in the link.</summary>
    public required string Hash { get; init; }

    /// <summary>72 hours for an invitation, 1 hour for a reset.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The agent's security stamp when it was made: any change in between voids the link.</summary>
    public required string SecurityStamp { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<SignInLink> Kind { get; } = new("sign_in_link", "lnk")
    {
        Fields = [Fields.ExpiresAt],
        Indexes = [new([], Fields.ExpiresAt)],
        Keys = static link => [KeyOf(link.Hash)],
    };

    /// <summary>The key of a link's hash.</summary>
    public static UniqueKey KeyOf(string hash) => new("sign-in-link", hash);

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>End of validity; for sweeping.</summary>
        public static Field<SignInLink> ExpiresAt { get; } = new("expires", FieldType.Instant, static l => FieldValue.Of(l.ExpiresAt));
    }
}
