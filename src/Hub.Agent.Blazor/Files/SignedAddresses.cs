using System.Security.Cryptography;
using System.Globalization;
using Hub.Agent.Blazor.State;
using Hub.Core.Attachments;
using Hub.Core.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Agent.Blazor.Files;

/// <summary>Addresses by which one picture can be fetched without a cookie for ten minutes: for a mail's frame. That of a remote
/// picture names the mail and the picture's number, so that the proxy fetches what that mail shows and nothing else, and ends with
/// the sessions of the agent it was made for.</summary>
public sealed class SignedAddresses(IDataProtectionProvider protection)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Hub.Console.InlineFile").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _remote = protection.CreateProtector("Hub.Console.RemoteImage").ToTimeLimitedDataProtector();

    /// <summary>A path that works from now on for <see cref="Lifetime"/>, as long as the agent may see the file.</summary>
    public string Of(AttachmentRef file, AgentId reader) => $"{MailDocument.InlinePath}{_protector.Protect($"{reader.Value}/{file.Id.Value}", Lifetime)}";

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

    /// <summary>A path that works from now on for <see cref="Lifetime"/>, as long as the agent may see the mail and its session stands.</summary>
    public string OfRemote(MessageId mail, int number, AgentAccount reader) =>
        $"{MailDocument.RemotePath}{_remote.Protect(string.Create(CultureInfo.InvariantCulture, $"{reader.Id.Value}/{mail.Value}/{number}/{reader.SecurityStamp}"), Lifetime)}";

    /// <summary>The picture an address was made for, and for whom; null when it was not made here or its time is over.</summary>
    public RemotePicture? OpenRemote(string signature)
    {
        try
        {
            return _remote.Unprotect(signature).Split('/', 4) is [var reader, var mail, var number, var stamp]
                && AgentId.TryParse(reader, out var agent) && MessageId.TryParse(mail, out var message)
                ? new RemotePicture(message, int.Parse(number, CultureInfo.InvariantCulture), agent, stamp)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Which picture a signed address stands for.</summary>
/// <param name="Mail">The message that names it.</param>
/// <param name="Number">Its number there, see <see cref="MailImages"/>.</param>
/// <param name="Reader">Whom the address was made for.</param>
/// <param name="Stamp">That agent's security stamp at the time.</param>
public sealed record RemotePicture(MessageId Mail, int Number, AgentId Reader, string Stamp);
