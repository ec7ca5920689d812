using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using MimeKit;
using MimeKit.Utils;

namespace Hub.Channels.Email.Sending;

/// <summary>Hub's own short mails to agents, sent over an e-mail inbox. They are not answered and not kept. Their bounce comes to an
/// address of the agent's own, so that Hub learns of a dead one; what comes there is never filed in a ticket.</summary>
public sealed class NoticeMail(SmtpSender smtp, ReplyTokenSource tokens, TimeProvider clock) : INoticeMail
{
    /// <inheritdoc/>
    public async ValueTask<DeliveryOutcome> SendAsync(Inbox inbox, Agent to, string subject, string text, CancellationToken ct)
    {
        if (inbox.Email is not { Smtp: { } server } settings || !MailboxAddress.TryParse(to.Email, out var recipient))
        {
            return new DeliveryOutcome.Rejected("There is no server to send it by, or the agent's address is none.");
        }
        var keys = await tokens.GetAsync(ct);
        var sender = new MailboxAddress(settings.SenderName ?? inbox.Name, settings.Address);
        using var mail = new MimeMessage([sender], [recipient], subject, new TextPart("plain") { Text = text })
        {
            Date = clock.GetUtcNow(),
            MessageId = MimeUtils.GenerateMessageId(sender.Domain),
        };
        AutomaticHeaders.AddTo(mail, "auto-generated", keys.InstanceId);
        var envelope = settings.UsesPlusAddress ? PlusAddress.Of(settings.Address, keys.NoticeTag(to.Id)) : null;
        return await smtp.SendAsync(new Mail(mail, new MailboxAddress("", envelope ?? ""), [recipient]), inbox, server, ct);
    }
}
