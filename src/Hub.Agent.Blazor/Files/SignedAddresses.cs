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

    /// <summary>A path that works from now on for <see cref="Lifetime"/>, as long as the agent may see the file.</summary>
    public string Of(AttachmentRef file, AgentId reader) => $"/console/inline/{_protector.Protect($"{reader.Value}/{file.Id.Value}", Lifetime)}";

    /// <summary>The file an address was made for, and for whom; null when it was not made here or its time is over.</summary>
    public (DocId<Attachment> File, AgentId Reader)? Open(string signature)
    {
        try
        {
            return _protector.Unprotect(signature).Split('/') is [var reader, var file]
                && DocId<Attachment>.TryParse(file, out var id) && AgentId.TryParse(reader, out var agent) ? (id, agent) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
