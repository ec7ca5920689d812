using System.Security.Cryptography.X509Certificates;
using Hub.Channels.Email.Crypto.OpenPgp;
using Hub.Channels.Email.Crypto.Smime;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.IO;
using MimeKit.IO.Filters;

namespace Hub.Channels.Email.Crypto;

/// <summary>Wraps the body of an outgoing mail: RFC 3156 for OpenPGP, RFC 8551 for S/MIME.</summary>
/// <param name="now">When it is signed.</param>
internal sealed class ProtectedBody(DateTimeOffset now)
{
    /// <summary>Signs the body, and encrypts it when there are recipients.</summary>
    public MimeEntity OpenPgp(MimeEntity body, PgpSigningKey? signer, IReadOnlyList<PgpCertificate> recipients)
    {
        var content = Write(Prepare(body));
        return recipients.Count > 0
            ? Encrypted(PgpWriter.Encrypt(content, recipients.Select(KeyFor), signer, now))
            : Signed(content, "application/pgp-signature", "pgp-sha512", Part("application", "pgp-signature", "signature.asc", PgpWriter.Sign(content, signer!, now), ContentEncoding.SevenBit));
    }

    /// <summary>As for OpenPGP; what is encrypted holds the signature.</summary>
    public MimeEntity Smime(MimeEntity body, X509Certificate2? signer, IReadOnlyList<X509Certificate2> recipients)
    {
        var content = Write(Prepare(body));
        var signed = signer is null ? null : Signed(content, "application/pkcs7-signature", "sha-256",
            Part("application", "pkcs7-signature", "smime.p7s", SmimeEnvelope.Sign(content, signer, now), ContentEncoding.Base64));
        if (recipients.Count == 0)
        {
            return signed!;
        }
        var envelope = Part("application", "pkcs7-mime", "smime.p7m", SmimeEnvelope.Encrypt(signed is null ? content : Write(signed), recipients), ContentEncoding.Base64);
        envelope.ContentType.Parameters.Add("smime-type", "enveloped-data");
        return envelope;
    }

    private Org.BouncyCastle.Bcpg.OpenPgp.PgpPublicKey KeyFor(PgpCertificate recipient) =>
        recipient.Keys.Where(key => key.CanEncrypt && key.IsUsableAt(now)).MaxBy(static key => key.Key.CreationTime)!.Key;

    private static Armored Encrypted(byte[] message)
    {
        var body = new Armored();
        body.ContentType.Parameters["protocol"] = "application/pgp-encrypted";
        body.Add(Part("application", "pgp-encrypted", null, "Version: 1\r\n"u8.ToArray(), ContentEncoding.SevenBit));
        body.Add(Part("application", "octet-stream", "encrypted.asc", message, ContentEncoding.SevenBit));
        return body;
    }

    private static MultipartSigned Signed(byte[] content, string protocol, string hash, MimePart signature)
    {
        var body = new MultipartSigned();
        body.ContentType.Parameters["protocol"] = protocol;
        body.ContentType.Parameters["micalg"] = hash;
        // Read back, so that the part is sent byte for byte as it was signed.
        body.Add(MimeEntity.Load(new MemoryStream(content), persistent: true));
        body.Add(signature);
        return body;
    }

    private static MimePart Part(string type, string subtype, string? name, byte[] content, ContentEncoding encoding)
    {
        var part = new MimePart(type, subtype) { Content = new MimeContent(new MemoryStream(content)), ContentTransferEncoding = encoding };
        if (name is not null)
        {
            part.FileName = name;
        }
        return part;
    }

    private static MimeEntity Prepare(MimeEntity body)
    {
        foreach (var text in TextsOf(body))
        {
            // A space at the end of a line, as before a signature, would be lost on the way.
            text.ContentTransferEncoding = ContentEncoding.QuotedPrintable;
        }
        body.Prepare(EncodingConstraint.SevenBit);
        return body;
    }

    /// <summary>The bytes that are signed and encrypted: no line that a relay would change (RFC 3156, 3 and 5).</summary>
    private static byte[] Write(MimeEntity body)
    {
        using var bytes = new MemoryStream();
        using var filtered = new FilteredStream(bytes);
        filtered.Add(new ArmoredFromFilter());
        filtered.Add(new Unix2DosFilter());
        body.WriteTo(filtered);
        filtered.Flush();
        return bytes.ToArray();
    }

    private static IEnumerable<TextPart> TextsOf(MimeEntity body) => body switch
    {
        Multipart multipart => multipart.SelectMany(TextsOf),
        TextPart { IsAttachment: false } text => [text],
        _ => [],
    };

    /// <summary>Armored data is seven bits already and stays readable as such (RFC 3156, 3): sending it must not encode it again.</summary>
    private sealed class Armored : MultipartEncrypted
    {
        public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78)
        {
        }
    }
}
