using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Channels.Email.Crypto.Smime;

/// <summary>Encrypted CMS data (RFC 5652, 6).</summary>
internal static class SmimeEnvelope
{
    // AES-256 in CBC mode: what every S/MIME 3.2 program opens (RFC 8551, 2.7 asks for more only between programs that say so).
    private static readonly AlgorithmIdentifier Cipher = new(new Oid("2.16.840.1.101.3.4.1.42"));

    /// <summary>Reads a structure; null when it is none.</summary>
    public static EnvelopedCms? Read(byte[] structure)
    {
        try
        {
            var envelope = new EnvelopedCms();
            envelope.Decode(structure);
            return envelope;
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return null;
        }
    }

    /// <summary>What it calls the certificates it is encrypted to.</summary>
    public static IReadOnlyList<string> HandlesOf(EnvelopedCms envelope) =>
        [.. envelope.RecipientInfos.Cast<RecipientInfo>().Select(static one => SmimeCertificate.HandleOf(one.RecipientIdentifier)).OfType<string>()];

    /// <summary>The content; null when a key fits but the data is damaged.</summary>
    public static byte[]? Decrypt(EnvelopedCms envelope, string handle, PrivatePart part)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportPkcs8PrivateKey(part.Data, out _);
            envelope.Decrypt(envelope.RecipientInfos.Cast<RecipientInfo>().First(one => SmimeCertificate.HandleOf(one.RecipientIdentifier) == handle), key);
            return envelope.ContentInfo.Content;
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return null;
        }
    }

    /// <summary>Encrypts to certificates with RSA keys.</summary>
    public static byte[] Encrypt(byte[] content, IEnumerable<X509Certificate2> recipients)
    {
        var envelope = new EnvelopedCms(new ContentInfo(content), Cipher);
        envelope.Encrypt(new CmsRecipientCollection(SubjectIdentifierType.IssuerAndSerialNumber, [.. recipients]));
        return envelope.Encode();
    }

    /// <summary>A detached signature with SHA-256 and the signer's certificate.</summary>
    public static byte[] Sign(byte[] content, X509Certificate2 signer, DateTimeOffset now)
    {
        var signed = new SignedCms(new ContentInfo(content), detached: true);
        var by = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, signer)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        by.SignedAttributes.Add(new Pkcs9SigningTime(now.UtcDateTime));
        signed.ComputeSignature(by);
        return signed.Encode();
    }
}
