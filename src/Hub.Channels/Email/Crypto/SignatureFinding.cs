using Hub.Core.Keys;

namespace Hub.Channels.Email.Crypto;

/// <summary>What was found about one layer of signature or encryption.</summary>
/// <param name="Verdict">What is to be held of it.</param>
internal sealed record SignatureFinding(CryptoVerdict Verdict)
{
    public string? Signer { get; init; }

    public string? Fingerprint { get; init; }

    public string? Reason { get; init; }

    /// <summary>A certificate that came with an intact signature of the sender.</summary>
    public KeyFacts? Brought { get; init; }

    /// <summary>Several people may sign one text: the best finding counts, unless one says that the text was changed.</summary>
    public static SignatureFinding? BestOf(IReadOnlyList<SignatureFinding> findings) =>
        findings.FirstOrDefault(static one => one.Verdict == CryptoVerdict.Tampered) ?? findings.MinBy(static one => one.Verdict);

    /// <summary>What an intact signature is worth by the key that made it.</summary>
    public static CryptoVerdict Worth(KnownSigner signer, bool isRevoked, bool isExpired) =>
        !signer.IsSenders ? CryptoVerdict.Mismatched
        : isRevoked ? CryptoVerdict.Revoked
        : isExpired ? CryptoVerdict.Expired
        : signer.IsTrusted ? CryptoVerdict.Verified
        : CryptoVerdict.Unconfirmed;
}

/// <summary>A key that may have signed.</summary>
/// <param name="Facts">The key.</param>
/// <param name="IsTrusted">An administrator confirmed it.</param>
/// <param name="IsSenders">It belongs to the contact whose address stands in From, and names that address.</param>
internal sealed record KnownSigner(KeyFacts Facts, bool IsTrusted, bool IsSenders);
