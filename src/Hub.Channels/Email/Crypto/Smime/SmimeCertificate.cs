using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using Hub.Core.Keys;
using Hub.Core.Views;

namespace Hub.Channels.Email.Crypto.Smime;

/// <summary>What a certificate says that matters for mail (RFC 8550).</summary>
internal static class SmimeCertificate
{
    private const string AlternativeNames = "2.5.29.17";
    private const string EmailAddress = "1.2.840.113549.1.9.1";
    private const string Rsa = "1.2.840.113549.1.1.1";

    // RFC 5280, 4.2.1.12: mail, or anything.
    private static readonly HashSet<string> MailPurposes = ["1.3.6.1.5.5.7.3.4", "2.5.29.37.0"];

    public static KeyFacts FactsOf(X509Certificate2 certificate)
    {
        var addresses = AddressesOf(certificate);
        var isForMail = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is not { } purposes
            || purposes.EnhancedKeyUsages.Cast<Oid>().Any(static oid => MailPurposes.Contains(oid.Value!));
        return new KeyFacts(CryptoStandard.Smime, certificate.GetCertHashString(HashAlgorithmName.SHA256), certificate.ExportCertificatePem())
        {
            Handles = [.. HandlesOf(certificate)],
            UserIds = [certificate.Subject, .. addresses.Where(address => !certificate.Subject.Contains(address, StringComparison.OrdinalIgnoreCase))],
            Addresses = [.. addresses.Select(FieldValue.Fold).Distinct()],
            CreatedAt = certificate.NotBefore.ToUniversalTime(),
            ExpiresAt = certificate.NotAfter.ToUniversalTime(),
            CanSign = isForMail && Allows(certificate, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation),
            // Agreement with elliptic curves is not supported for encryption.
            CanEncrypt = isForMail && certificate.PublicKey.Oid.Value == Rsa && Allows(certificate, X509KeyUsageFlags.KeyEncipherment),
        };
    }

    /// <summary>The certificate of stored facts.</summary>
    public static X509Certificate2 Of(KeyFacts facts) => X509Certificate2.CreateFromPem(facts.Public);

    /// <summary>How signatures and recipients call a certificate: by issuer and serial number, or by the key's own identifier.</summary>
    public static string? HandleOf(SubjectIdentifier identifier) => identifier.Value switch
    {
        X509IssuerSerial named => Name(named.IssuerName, named.SerialNumber),
        string key when identifier.Type == SubjectIdentifierType.SubjectKeyIdentifier => $"SKI:{key.ToUpperInvariant()}",
        _ => null,
    };

    private static IEnumerable<string> HandlesOf(X509Certificate2 certificate)
    {
        yield return Name(certificate.Issuer, certificate.SerialNumber);
        if (certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifier is { } key)
        {
            yield return $"SKI:{key.ToUpperInvariant()}";
        }
    }

    // Names of issuers have any length; a handle is indexed.
    private static string Name(string issuer, string serial) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{serial.TrimStart('0').ToUpperInvariant()}/{issuer}")).AsSpan(0, 16));

    private static bool Allows(X509Certificate2 certificate, X509KeyUsageFlags usage) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is not { } limits || (limits.KeyUsages & usage) != 0;

    private static List<string> AddressesOf(X509Certificate2 certificate)
    {
        var found = new List<string>();
        if (certificate.Extensions[AlternativeNames] is { } names)
        {
            var reader = new AsnReader(names.RawData, AsnEncodingRules.DER).ReadSequence();
            while (reader.HasData)
            {
                // rfc822Name [1] IA5String (RFC 5280, 4.2.1.6)
                var tag = reader.PeekTag();
                if (tag is { TagClass: TagClass.ContextSpecific, TagValue: 1 })
                {
                    found.Add(reader.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                }
                else
                {
                    reader.ReadEncodedValue();
                }
            }
        }
        found.AddRange(certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(static part => !part.HasMultipleElements && part.GetSingleElementType().Value == EmailAddress)
            .Select(static part => part.GetSingleElementValue()).OfType<string>());
        return found;
    }
}
