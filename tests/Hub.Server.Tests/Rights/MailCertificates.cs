using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Server.Tests.Rights;

/// <summary>A certificate for mail, self-signed; making its key once is enough.</summary>
internal static class MailCertificates
{
    private static readonly Lazy<RSA> Key = new(static () => RSA.Create(2048));

    /// <summary>PEM of the certificate for an address, with its private key or without.</summary>
    public static string Pem(string address, bool withKey = false)
    {
        lock (Key)
        {
            var request = new CertificateRequest($"CN={address}", Key.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddEmailAddress(address);
            request.CertificateExtensions.Add(names.Build());
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(130));
            var pem = certificate.ExportCertificatePem();
            return withKey ? $"{pem}\n{Key.Value.ExportPkcs8PrivateKeyPem()}" : pem;
        }
    }
}
