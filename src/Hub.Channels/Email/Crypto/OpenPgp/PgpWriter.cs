using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;

namespace Hub.Channels.Email.Crypto.OpenPgp;

/// <summary>Signs and encrypts.</summary>
internal static class PgpWriter
{
    /// <summary>Of every signature; the name it has in a mail is <c>pgp-sha512</c> (RFC 3156, 5).</summary>
    public const HashAlgorithmTag Hash = HashAlgorithmTag.Sha512;

    /// <summary>A detached signature, armored.</summary>
    public static byte[] Sign(byte[] content, PgpSigningKey signer, DateTimeOffset now)
    {
        using var output = new MemoryStream();
        using (var armor = new ArmoredOutputStream(output))
        {
            var generator = Begin(signer, now);
            generator.Update(content);
            generator.Generate().Encode(armor);
        }
        return output.ToArray();
    }

    /// <summary>An encrypted message, armored; signed inside when there is a signer (RFC 3156, 6.2).</summary>
    public static byte[] Encrypt(byte[] content, IEnumerable<PgpPublicKey> recipients, PgpSigningKey? signer, DateTimeOffset now)
    {
        var encryption = new PgpEncryptedDataGenerator(SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, new SecureRandom());
        foreach (var recipient in recipients)
        {
            encryption.AddMethod(recipient);
        }
        using var output = new MemoryStream();
        using (var armor = new ArmoredOutputStream(output))
        using (var encrypted = encryption.Open(armor, new byte[64 * 1024]))
        {
            WriteContent(encrypted, content, signer is null ? null : Begin(signer, now), now);
        }
        return output.ToArray();
    }

    private static void WriteContent(Stream encrypted, byte[] content, PgpSignatureGenerator? signature, DateTimeOffset now)
    {
        signature?.GenerateOnePassVersion(isNested: false).Encode(encrypted);
        var literal = new PgpLiteralDataGenerator();
        using (var text = literal.Open(encrypted, PgpLiteralData.Binary, "", content.Length, now.UtcDateTime))
        {
            text.Write(content);
        }
        if (signature is not null)
        {
            signature.Update(content);
            signature.Generate().Encode(encrypted);
        }
    }

    private static PgpSignatureGenerator Begin(PgpSigningKey signer, DateTimeOffset now)
    {
        var generator = new PgpSignatureGenerator(signer.Public.Algorithm, Hash);
        generator.InitSign(PgpSignature.BinaryDocument, signer.Private, new SecureRandom());
        var packets = new PgpSignatureSubpacketGenerator();
        packets.SetSignatureCreationTime(isCritical: false, now.UtcDateTime);
        packets.SetIssuerFingerprint(isCritical: false, signer.Public);
        packets.SetIssuerKeyID(isCritical: false, signer.Public.KeyId);
        generator.SetHashedSubpackets(packets.Generate());
        return generator;
    }
}

/// <summary>A key pair to sign with.</summary>
internal sealed record PgpSigningKey(PgpPublicKey Public, PgpPrivateKey Private);
