using Hub.Core.Keys;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Hub.Channels.Email.Crypto.OpenPgp;

/// <summary>Judges OpenPGP signatures over a text.</summary>
internal static class PgpSignatures
{
    private const int MostSignatures = 8;

    private static readonly HashSet<HashAlgorithmTag> WeakHashes = [HashAlgorithmTag.MD5, HashAlgorithmTag.Sha1, HashAlgorithmTag.RipeMD160, HashAlgorithmTag.MD2];

    /// <summary>The signatures of a detached block, armored or binary; empty when there are none.</summary>
    public static IReadOnlyList<PgpSignature> Read(byte[] block)
    {
        try
        {
            using var decoded = PgpUtilities.GetDecoderStream(new MemoryStream(block));
            var factory = new PgpObjectFactory(decoded);
            var found = new List<PgpSignature>();
            while (factory.NextPgpObject() is { } item)
            {
                if (item is PgpSignatureList list)
                {
                    found.AddRange(Of(list));
                }
            }
            return [.. found.Take(MostSignatures)];
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return [];
        }
    }

    /// <summary>The library's list as one that can be walked.</summary>
    public static IEnumerable<PgpSignature> Of(PgpSignatureList list) => Enumerable.Range(0, list.Count).Select(index => list[index]);

    /// <summary>What the signatures call their keys.</summary>
    public static IReadOnlyList<string> HandlesOf(IEnumerable<PgpSignature> signatures) =>
        [.. signatures.Select(static one => PgpKeyFile.HandleOf(one.KeyId)).Distinct()];

    /// <summary>The finding about a text and its signatures; null when there is no signature.</summary>
    public static SignatureFinding? Judge(byte[] content, IReadOnlyList<PgpSignature> signatures, IReadOnlyList<KnownSigner> known, DateTimeOffset now) =>
        SignatureFinding.BestOf([.. signatures.Take(MostSignatures).Select(signature => Judge(content, signature, known, now))]);

    private static SignatureFinding Judge(byte[] content, PgpSignature signature, IReadOnlyList<KnownSigner> known, DateTimeOffset now)
    {
        var handle = PgpKeyFile.HandleOf(signature.KeyId);
        if (known.FirstOrDefault(one => one.Facts.Handles.Contains(handle)) is not { } signer)
        {
            return new SignatureFinding(CryptoVerdict.UnknownKey) { Reason = handle };
        }
        var certificate = PgpKeyFile.CertificateOf(signer.Facts);
        var key = certificate.Find(signature.KeyId);
        var finding = new SignatureFinding(CryptoVerdict.Unreadable) { Signer = signer.Facts.Name, Fingerprint = signer.Facts.Fingerprint };
        if (key is not { CanSign: true } || WeakHashes.Contains(signature.HashAlgorithm)
            || signature.SignatureType is not (PgpSignature.BinaryDocument or PgpSignature.CanonicalTextDocument))
        {
            return finding with { Reason = "The signature is of a kind that proves nothing." };
        }
        if (!IsIntact(content, signature, key.Key))
        {
            return finding with { Verdict = CryptoVerdict.Tampered };
        }
        var isExpired = certificate.ExpiresAt <= now || !(key with { IsRevoked = false }).IsUsableAt(now) || EndOf(signature) <= now;
        return finding with { Verdict = SignatureFinding.Worth(signer, certificate.IsRevoked || key.IsRevoked, isExpired) };
    }

    private static bool IsIntact(byte[] content, PgpSignature signature, PgpPublicKey key)
    {
        try
        {
            signature.InitVerify(key);
            signature.Update(content);
            return signature.Verify();
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return false;
        }
    }

    private static DateTimeOffset? EndOf(PgpSignature signature) =>
        signature.GetHashedSubPackets()?.GetSignatureExpirationTime() is { } seconds and > 0
            ? new DateTimeOffset(DateTime.SpecifyKind(signature.CreationTime, DateTimeKind.Utc)).AddSeconds(seconds)
            : null;
}
