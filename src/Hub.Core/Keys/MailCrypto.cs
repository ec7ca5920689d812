using System.Text.Json.Serialization;
using Hub.Core.Storage;

namespace Hub.Core.Keys;

/// <summary>How a mail was, or is to be, signed and encrypted.</summary>
/// <param name="Standard">Which family.</param>
/// <param name="Verdict">What is to be held of it.</param>
public sealed record MailCrypto(CryptoStandard Standard, CryptoVerdict Verdict)
{
    /// <summary>Whether it carries a signature, good or bad.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Whether its text was or is encrypted on the way. What it shows of other servers is never fetched.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Whom the signing key names; null when that is not known.</summary>
    public string? Signer { get; init; }

    /// <summary>Of the signing key; null when it is not known.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>More than the verdict says, for agents; null for nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>Our own mail as plain text, chosen knowingly.</summary>
    public static MailCrypto PlainText { get; } = new(CryptoStandard.OpenPgp, CryptoVerdict.Own);

    /// <summary>For our own mail: the keys to sign with and encrypt to, chosen when it was written.</summary>
    public IReadOnlyList<DocId<MailKey>> Keys { get; init; } = [];
}

/// <summary>What is to be held of a signed or encrypted mail. The worst finding decides.</summary>
public enum CryptoVerdict
{
    /// <summary>Signed whole, intact, by a confirmed key of the sender.</summary>
    [JsonStringEnumMemberName("verified")]
    Verified,
    /// <summary>As <see cref="Verified"/>, but nobody confirmed yet that the key is the sender's.</summary>
    [JsonStringEnumMemberName("unconfirmed")]
    Unconfirmed,
    /// <summary>Opened; it carries no signature, so the sender is not proven.</summary>
    [JsonStringEnumMemberName("unsigned")]
    NotSigned,
    /// <summary>Only a part of it is signed or encrypted.</summary>
    [JsonStringEnumMemberName("partial")]
    Partial,
    /// <summary>The key that signed it is not known here.</summary>
    [JsonStringEnumMemberName("unknown-key")]
    UnknownKey,
    /// <summary>The signature is by somebody else than the sender.</summary>
    [JsonStringEnumMemberName("mismatched")]
    Mismatched,
    /// <summary>The key or the signature is past its end.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
    /// <summary>The owner of the key took it back.</summary>
    [JsonStringEnumMemberName("revoked")]
    Revoked,
    /// <summary>The text is not what was signed or encrypted.</summary>
    [JsonStringEnumMemberName("tampered")]
    Tampered,
    /// <summary>No key here opens it.</summary>
    [JsonStringEnumMemberName("missing-key")]
    MissingKey,
    /// <summary>It claims to be signed or encrypted, but cannot be read as such.</summary>
    [JsonStringEnumMemberName("unreadable")]
    Unreadable,
    /// <summary>Our own mail, protected as it says when it is sent.</summary>
    [JsonStringEnumMemberName("own")]
    Own,
}

/// <summary>A key that a mail brought with it, not yet stored.</summary>
/// <param name="Facts">For the address of the sender only.</param>
/// <param name="Source">How it came.</param>
public sealed record OfferedKey(KeyFacts Facts, KeySource Source);
