using System.Security.Cryptography;
using Hub.Core.Attachments;
using Hub.Core.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Agent.Blazor.Files;

/// <summary>Addresses by which one file can be fetched without a cookie for ten minutes: for pictures inside a mail's frame.</summary>
public sealed class SignedAddresses(IDataProtectionProvider protection)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Hub.Console.InlineFile").ToTimeLimitedDataProtector();

    /// <summary>A path that works from now on for <see cref="Lifetime"/>.</summary>
    public string Of(AttachmentRef file) => $"/console/inline/{_protector.Protect(file.Id.Value, Lifetime)}";

    /// <summary>The file an address was made for; null when it was not made here or its time is over.</summary>
    public DocId<Attachment>? Open(string signature)
    {
        try
        {
            return DocId<Attachment>.TryParse(_protector.Unprotect(signature), out var id) ? id : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
