using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Hub.Core.Keys;

namespace Hub.Channels.Email.Crypto.Smime;

/// <summary>Judges the signatures of a CMS structure (RFC 5652, 5).</summary>
internal sealed class SmimeSignatures
{
    private const int MostSignatures = 8;

    private static readonly HashSet<string> WeakHashes = ["1.2.840.113549.2.5", "1.3.14.3.2.26"];

    private readonly SignedCms _signed;

    private SmimeSignatures(SignedCms signed) => _signed = signed;

    /// <summary>What was signed; for an opaque signature it comes from the structure itself.</summary>
    public byte[] Content => _signed.ContentInfo.Content;

    /// <summary>What the signatures call their certificates.</summary>
    public IReadOnlyList<string> Handles =>
        [.. Signatures().Select(static one => SmimeCertificate.HandleOf(one.SignerIdentifier)).OfType<string>().Distinct()];

    /// <summary>Reads a structure; null when it is none.</summary>
    /// <param name="content">What a detached signature is over; null when the structure holds it.</param>
    /// <param name="structure">DER or BER.</param>
    public static SmimeSignatures? Read(byte[]? content, byte[] structure)
    {
        try
        {
            var signed = content is null ? new SignedCms() : new SignedCms(new ContentInfo(content), detached: true);
            signed.Decode(structure);
            return new SmimeSignatures(signed);
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return null;
        }
    }

    /// <summary>The certificates it brought whose address is the sender's.</summary>
    public IReadOnlyList<KeyFacts> BroughtBy(string? sender)
    {
        if (sender is null)
        {
            return [];
        }
        try
        {
            return [.. _signed.Certificates.Select(SmimeCertificate.FactsOf).Where(facts => facts.Addresses.Contains(sender))
                .Select(facts => facts with { Addresses = [sender] })];
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return [];
        }
    }

    /// <summary>The finding; null when nothing is signed.</summary>
    public SignatureFinding? Judge(IReadOnlyList<KnownSigner> known, DateTimeOffset now) =>
        SignatureFinding.BestOf([.. Signatures().Select(signature => Judge(signature, known, now))]);

    private static SignatureFinding Judge(SignerInfo signature, IReadOnlyList<KnownSigner> known, DateTimeOffset now)
    {
        var handle = SmimeCertificate.HandleOf(signature.SignerIdentifier);
        if (known.FirstOrDefault(one => handle is not null && one.Facts.Handles.Contains(handle)) is not { } signer)
        {
            return Stranger(signature);
        }
        var finding = new SignatureFinding(CryptoVerdict.Unreadable) { Signer = signer.Facts.Name, Fingerprint = signer.Facts.Fingerprint };
        if (!signer.Facts.CanSign || WeakHashes.Contains(signature.DigestAlgorithm.Value ?? ""))
        {
            return finding with { Reason = "The signature is of a kind that proves nothing." };
        }
        using var certificate = SmimeCertificate.Of(signer.Facts);
        return !IsIntact(signature, certificate)
            ? finding with { Verdict = CryptoVerdict.Tampered }
            : finding with
            {
                Verdict = SignatureFinding.Worth(signer, signer.Facts.IsRevoked, signer.Facts.ExpiresAt <= now || signer.Facts.CreatedAt > now),
                Brought = signer.IsSenders ? signer.Facts : null,
            };
    }

    /// <summary>Nobody's certificate here: the one that came with it says whether the text is intact and whose it claims to be.</summary>
    private static SignatureFinding Stranger(SignerInfo signature) => signature.Certificate is not { } certificate
        ? new SignatureFinding(CryptoVerdict.UnknownKey)
        : new SignatureFinding(IsIntact(signature, certificate) ? CryptoVerdict.Mismatched : CryptoVerdict.Tampered)
        {
            Signer = certificate.Subject,
            Fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256),
        };

    // The certificate is named, so that the structure's own idea of who signed does not count.
    private static bool IsIntact(SignerInfo signature, X509Certificate2 certificate)
    {
        try
        {
            signature.CheckSignature([certificate], verifySignatureOnly: true);
            return signature.Certificate is null || signature.Certificate.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span);
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return false;
        }
    }

    private IEnumerable<SignerInfo> Signatures() => _signed.SignerInfos.Cast<SignerInfo>().Take(MostSignatures);
}
