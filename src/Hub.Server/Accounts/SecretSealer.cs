using System.Security.Cryptography;
using Hub.Core.Ports;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Server.Accounts;

/// <summary>Seals with the installation's Data Protection keys.</summary>
public sealed class SecretSealer(IDataProtectionProvider provider) : ISecretSealer
{
    private readonly IDataProtector _protector = provider.CreateProtector("hub.secrets.v1");

    public string Seal(string secret) => _protector.Protect(secret);

    public string? Open(string sealedSecret)
    {
        try
        {
            return _protector.Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            // Sealed by another installation's keys, or damaged: the port's answer for both is "not ours".
            return null;
        }
    }
}
