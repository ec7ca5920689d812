using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using MimeKit;
using MimeKit.Utils;

namespace Hub.Channels.Email.Sending;

/// <summary>Hub's own short mails, sent over an e-mail inbox. They are not answered and not kept.</summary>
public sealed class NoticeMail(SmtpSender smtp, TimeProvider clock) : INoticeMail
{
    /// <inheritdoc/>
    public async ValueTask<bool> SendAsync(Inbox inbox, string to, string subject, string text, CancellationToken ct)
    {
        if (inbox.Email is not { Smtp: { } server } settings || !MailboxAddress.TryParse(to, out var recipient))
        {
            return false;
        }
        var sender = new MailboxAddress(settings.SenderName ?? inbox.Name, settings.Address);
        using var mail = new MimeMessage([sender], [recipient], subject, new TextPart("plain") { Text = text })
        {
            Date = clock.GetUtcNow(),
            MessageId = MimeUtils.GenerateMessageId(sender.Domain),
        };
        // RFC 3834, 5: written by a machine, so that no machine answers.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return await smtp.SendAsync(new Mail(mail, sender, [recipient]), server, ct) is DeliveryOutcome.Sent;
    }
}
