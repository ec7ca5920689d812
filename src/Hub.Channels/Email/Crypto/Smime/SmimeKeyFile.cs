using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hub.Core.Keys;
using Hub.Core.Ports;

namespace Hub.Channels.Email.Crypto.Smime;

/// <summary>Reads certificates and their private keys: PEM, DER and PKCS #12.</summary>
internal static class SmimeKeyFile
{
    /// <summary>The certificates of a file; with private keys only those that belong to one.</summary>
    /// <exception cref="CryptographicException">It is none of these.</exception>
    /// <exception cref="InvalidCredentialException">The password does not open it.</exception>
    public static IReadOnlyList<KeyMaterial> Read(byte[] content, string? password)
    {
        var text = Encoding.UTF8.GetString(content);
        return text.Contains("-----BEGIN ", StringComparison.Ordinal) ? ReadPem(text, password)
            : X509Certificate2.GetCertContentType(content) == X509ContentType.Pkcs12 ? Unlock(() => ReadPkcs12(content, password))
            : [MaterialOf(X509CertificateLoader.LoadCertificate(content))];
    }

    /// <summary>A certificate with its private key.</summary>
    public static X509Certificate2 Open(KeyFacts facts, PrivatePart part)
    {
        using var certificate = SmimeCertificate.Of(facts);
        if (certificate.GetRSAPublicKey() is { } publicRsa)
        {
            publicRsa.Dispose();
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(part.Data, out _);
            return certificate.CopyWithPrivateKey(rsa);
        }
        using var curve = ECDsa.Create();
        curve.ImportPkcs8PrivateKey(part.Data, out _);
        return certificate.CopyWithPrivateKey(curve);
    }

    private static List<KeyMaterial> ReadPkcs12(byte[] content, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12Collection(content, password, X509KeyStorageFlags.Exportable | X509KeyStorageFlags.EphemeralKeySet);
        return [.. all.Where(static one => one.HasPrivateKey).Select(MaterialOf)];
    }

    private static List<KeyMaterial> ReadPem(string text, string? password)
    {
        if (text.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal))
        {
            return Unlock(() => [MaterialOf(X509Certificate2.CreateFromEncryptedPem(text, text, password))]);
        }
        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            return [MaterialOf(X509Certificate2.CreateFromPem(text, text))];
        }
        var all = new X509Certificate2Collection();
        all.ImportFromPem(text);
        return [.. all.Select(MaterialOf)];
    }

    private static List<KeyMaterial> Unlock(Func<List<KeyMaterial>> read)
    {
        try
        {
            return read();
        }
        catch (CryptographicException fault)
        {
            throw new InvalidCredentialException(fault.Message, fault);
        }
    }

    private static KeyMaterial MaterialOf(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return new KeyMaterial(SmimeCertificate.FactsOf(certificate), certificate.HasPrivateKey ? new PrivatePart(Export(certificate), null).ToText() : null);
        }
    }

    private static byte[] Export(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()
            ?? throw new CryptographicException("Only RSA and elliptic curves are supported.");
        return key.ExportPkcs8PrivateKey();
    }
}
