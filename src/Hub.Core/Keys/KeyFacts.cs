using System.Text.Json.Serialization;

namespace Hub.Core.Keys;

/// <summary>What a public key or certificate says of itself, as far as its own signatures prove it.</summary>
/// <param name="Standard">Which family it belongs to.</param>
/// <param name="Fingerprint">Upper-case hex without spaces: of the primary key (RFC 4880, 12.2), or SHA-256 over a certificate.</param>
/// <param name="Public">The key for other people: armored, or PEM.</param>
public sealed record KeyFacts(CryptoStandard Standard, string Fingerprint, string Public)
{
    /// <summary>By which names mails refer to it: 16 hex digits of each OpenPGP key and subkey; issuer and serial number of a certificate.</summary>
    public IReadOnlyList<string> Handles { get; init; } = [];

    /// <summary>Whom it names, as written in it.</summary>
    public IReadOnlyList<string> UserIds { get; init; } = [];

    /// <summary>The mail addresses among those, folded; the only ones it counts for.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Since when it holds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it holds; null for ever.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Its owner took it back.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Whether it may sign mail.</summary>
    public bool CanSign { get; init; }

    /// <summary>Whether mail may be encrypted to it.</summary>
    public bool CanEncrypt { get; init; }

    /// <summary>Whom it names first; null when it names nobody.</summary>
    [JsonIgnore]
    public string? Name => UserIds is [var first, ..] ? first : null;

    /// <summary>Whether it may be used at an instant: neither revoked nor expired.</summary>
    public bool IsUsableAt(DateTimeOffset now) => !IsRevoked && !(ExpiresAt <= now);
}

/// <summary>How a mail is signed and encrypted.</summary>
public enum CryptoStandard
{
    /// <summary>OpenPGP: RFC 3156 and 4880.</summary>
    [JsonStringEnumMemberName("openpgp")]
    OpenPgp,
    /// <summary>S/MIME: RFC 8551.</summary>
    [JsonStringEnumMemberName("smime")]
    Smime,
}
