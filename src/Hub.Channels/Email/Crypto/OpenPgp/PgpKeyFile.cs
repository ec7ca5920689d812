using System.Globalization;
using System.Security.Authentication;
using System.Text;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Hub.Channels.Email.Crypto.OpenPgp;

/// <summary>Reads and writes rings of OpenPGP keys.</summary>
internal static class PgpKeyFile
{
    /// <summary>The keys of a file, armored or binary.</summary>
    /// <exception cref="InvalidCredentialException">A private key does not open with the password.</exception>
    public static IReadOnlyList<KeyMaterial> Read(byte[] content, string? password)
    {
        var keys = new List<KeyMaterial>();
        foreach (var item in ObjectsOf(content))
        {
            if (item is PgpPublicKeyRing ring && FactsOf(ring) is { } facts)
            {
                keys.Add(new KeyMaterial(facts, null));
            }
            else if (item is PgpSecretKeyRing secret && FactsOf(PublicOf(secret)) is { } own)
            {
                Unlock(secret, password);
                keys.Add(new KeyMaterial(own, new PrivatePart(secret.GetEncoded(), password).ToText()));
            }
        }
        return keys;
    }

    /// <summary>What a ring says of itself; null when it names nobody.</summary>
    public static KeyFacts? FactsOf(PgpPublicKeyRing ring)
    {
        if (PgpCertificate.Of(ring) is not { } certificate)
        {
            return null;
        }
        var encrypting = certificate.Keys.Where(static key => key is { CanEncrypt: true, IsRevoked: false }).ToList();
        return new KeyFacts(CryptoStandard.OpenPgp, Convert.ToHexString(certificate.Master.GetFingerprint()), Armor(ring.GetEncoded()))
        {
            Handles = [.. certificate.Keys.Select(static key => HandleOf(key.Key.KeyId))],
            UserIds = certificate.UserIds,
            Addresses = certificate.Addresses,
            CreatedAt = new DateTimeOffset(DateTime.SpecifyKind(certificate.Master.CreationTime, DateTimeKind.Utc)),
            ExpiresAt = Earlier(certificate.ExpiresAt, encrypting.Count == 0 || encrypting.Any(static key => key.ExpiresAt is null)
                ? null
                : encrypting.Max(static key => key.ExpiresAt)),
            IsRevoked = certificate.IsRevoked,
            CanSign = certificate.Keys.Any(static key => key is { CanSign: true, IsRevoked: false }),
            CanEncrypt = encrypting.Count > 0,
        };
    }

    /// <summary>The certificate of a stored key.</summary>
    public static PgpCertificate CertificateOf(KeyFacts facts) =>
        PgpCertificate.Of(ObjectsOf(Encoding.ASCII.GetBytes(facts.Public)).OfType<PgpPublicKeyRing>().First())!;

    /// <summary>How mails call a key: 16 upper-case hex digits.</summary>
    public static string HandleOf(long keyId) => keyId.ToString("X16", CultureInfo.InvariantCulture);

    /// <summary>The secret keys of a ring, opened.</summary>
    public static IReadOnlyList<(PgpSecretKey Secret, PgpPrivateKey Private)> SecretsOf(PrivatePart part) =>
        Unlock(new PgpSecretKeyRing(part.Data), part.Password);

    private static List<(PgpSecretKey, PgpPrivateKey)> Unlock(PgpSecretKeyRing ring, string? password)
    {
        try
        {
            // A primary key kept elsewhere leaves an empty place in the ring.
            return [.. ring.GetSecretKeys().Where(static key => !key.IsPrivateKeyEmpty).Select(key => (key, key.ExtractPrivateKeyUtf8(password?.ToCharArray() ?? [])))];
        }
        catch (PgpException fault)
        {
            throw new InvalidCredentialException(fault.Message, fault);
        }
    }

    private static IEnumerable<PgpObject> ObjectsOf(byte[] content)
    {
        using var decoded = PgpUtilities.GetDecoderStream(new MemoryStream(content));
        var factory = new PgpObjectFactory(decoded);
        while (factory.NextPgpObject() is { } item)
        {
            yield return item;
        }
    }

    private static PgpPublicKeyRing PublicOf(PgpSecretKeyRing ring)
    {
        using var encoded = new MemoryStream();
        foreach (var key in ring.GetSecretKeys().Select(static secret => secret.PublicKey).Concat(ring.GetExtraPublicKeys()))
        {
            key.Encode(encoded);
        }
        return new PgpPublicKeyRing(encoded.ToArray());
    }

    private static string Armor(byte[] encoded)
    {
        using var text = new MemoryStream();
        using (var armor = new ArmoredOutputStream(text))
        {
            armor.Write(encoded);
        }
        return Encoding.ASCII.GetString(text.ToArray());
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;
}
