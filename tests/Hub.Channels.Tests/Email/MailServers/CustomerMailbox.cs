using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hub.MailServers;

/// <summary>A person with an ordinary mail program.</summary>
public sealed class CustomerMailbox(MailHost host, string address)
{
    public string Address { get; } = address;

    /// <summary>Writes a mail; answers what was sent.</summary>
    public async Task<MimeMessage> SendAsync(string to, string subject, string text, CancellationToken ct, MimeMessage? answering = null, byte[]? file = null)
    {
        var mail = new MimeMessage { Subject = subject, MessageId = $"{Guid.NewGuid():n}@customer.test" };
        mail.From.Add(new MailboxAddress("Carla Kunde", Address));
        mail.To.Add(MailboxAddress.Parse(to));
        if (answering is not null)
        {
            mail.InReplyTo = answering.MessageId;
            mail.References.AddRange(answering.References);
            mail.References.Add(answering.MessageId!);
        }
        var body = new BodyBuilder { TextBody = text };
        if (file is not null)
        {
            body.Attachments.Add("photo.bin", file, new ContentType("application", "octet-stream"));
        }
        mail.Body = body.ToMessageBody();
        await SendAsync(mail, ct);
        return mail;
    }

    /// <summary>Sends a mail as it is.</summary>
    public async Task SendAsync(MimeMessage mail, CancellationToken ct)
    {
        using var smtp = new SmtpClient();
        await smtp.ConnectAsync("127.0.0.1", host.SmtpPort, SecureSocketOptions.None, ct);
        await smtp.SendAsync(mail, ct);
        await smtp.DisconnectAsync(true, ct);
    }

    /// <summary>All mails in the inbox, oldest first.</summary>
    public async Task<IReadOnlyList<MimeMessage>> ReadAsync(CancellationToken ct)
    {
        using var imap = new ImapClient();
        await imap.ConnectAsync("127.0.0.1", host.ImapPort, SecureSocketOptions.None, ct);
        await imap.AuthenticateAsync(Address, MailHost.Password, ct);
        await imap.Inbox!.OpenAsync(FolderAccess.ReadOnly, ct);
        var mails = new List<MimeMessage>();
        for (var index = 0; index < imap.Inbox.Count; index++)
        {
            mails.Add(await imap.Inbox.GetMessageAsync(index, ct));
        }
        await imap.DisconnectAsync(true, ct);
        return mails;
    }
}
