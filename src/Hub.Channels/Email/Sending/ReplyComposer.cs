using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Tickets;
using MimeKit;

namespace Hub.Channels.Email.Sending;

/// <summary>A file that goes out with a mail.</summary>
/// <param name="Reference">As the message carries it.</param>
/// <param name="Content">Seekable; read while the mail is sent.</param>
public sealed record OutgoingFile(Hub.Core.Attachments.AttachmentRef Reference, Stream Content);

/// <summary>What is composed from.</summary>
/// <param name="Outbound">The message to send.</param>
/// <param name="Settings">The inbox's mail settings.</param>
/// <param name="Answered">The customer's message it answers, quoted below; null for none.</param>
/// <param name="Files">Files in order.</param>
public sealed record Composition(OutboundMessage Outbound, EmailSettings Settings, Message? Answered, IReadOnlyList<OutgoingFile> Files);

/// <summary>Writes the mail of a message so that its answer finds home: own Message-ID with a MAC, the customer's chain of
/// references, a reply address of the ticket's own, the number in the subject.</summary>
/// <remarks>Pure but for the Date header. All values go through MimeKit, which encodes what could break out of a header.</remarks>
public sealed class ReplyComposer(TicketTag tag, ReplyTokens tokens, TimeProvider clock)
{
    /// <summary>The mail and the envelope it travels in.</summary>
    public Mail Compose(Composition input)
    {
        var (outbound, settings) = (input.Outbound, input.Settings);
        var message = outbound.Message;
        var isAutomatic = message.MessageKind == MessageKind.Activity;
        var mail = new MimeMessage
        {
            Subject = isAutomatic ? OneLine(message.Subject ?? tag.Of(outbound.Ticket.Number)) : message.MessageKind == MessageKind.Note
                ? $"Fwd: {tag.Of(outbound.Ticket.Number)} {tag.RemoveFrom(OneLine(message.Subject ?? outbound.Ticket.Subject))}"
                : tag.Answering(outbound.Ticket.Number, OneLine(message.Subject ?? outbound.Ticket.Subject)),
            MessageId = MessageIdOf(outbound, settings),
            Date = clock.GetUtcNow(),
            Body = ReplyBody.Of(input),
        };
        mail.From.Add(new MailboxAddress(SenderName(input), outbound.SenderAddress ?? settings.Address));
        AddAll(mail.To, message.To);
        AddAll(mail.Cc, message.Cc);
        // What answers a note must come back by its Message-ID, which says so; the ticket's own address would file it in public.
        if (message.MessageKind != MessageKind.Note && settings.UsesPlusAddress && PlusAddress.Of(settings.Address, tokens.ReplyTag(outbound.Ticket.Id)) is { } replyTo)
        {
            mail.ReplyTo.Add(new MailboxAddress(SenderName(input), replyTo));
        }
        Thread(mail, message.Mail);
        if (isAutomatic)
        {
            AutomaticHeaders.AddTo(mail, "auto-replied", tokens.InstanceId);
        }
        else
        {
            mail.Headers.Add(MailHeaders.Loop, tokens.InstanceId);
        }
        var recipients = message.To.Concat(message.Cc).Concat(message.Bcc).DistinctBy(static to => to.Address, StringComparer.OrdinalIgnoreCase)
            .Where(to => RecipientStates.IsDue(message, to.Address)).Select(static to => Parse(to)).OfType<MailboxAddress>().ToList();
        return new Mail(mail, EnvelopeSender(message, settings, isAutomatic), recipients);
    }

    /// <summary>The Message-ID of a message, without angle brackets: the same at each attempt.</summary>
    public string MessageIdOf(OutboundMessage outbound, EmailSettings settings)
    {
        var role = outbound.Message.MessageKind switch
        {
            MessageKind.Activity => MailRole.Automatic,
            MessageKind.Note => MailRole.Note,
            _ => MailRole.Reply,
        };
        return tokens.MessageIdOf(role, outbound.Ticket.Id, outbound.Message.Id, HostOf(settings.Address));
    }

    // RFC 3834, 3.3: nobody answers a null sender, so automatic mail cannot loop. Others come back naming the message (VERP).
    private MailboxAddress EnvelopeSender(Message message, EmailSettings settings, bool isAutomatic) => new("", isAutomatic
        ? ""
        : settings.UsesPlusAddress && PlusAddress.Of(settings.Address, tokens.BounceTag(message.Id)) is { } verp ? verp : settings.Address);

    private static string SenderName(Composition input) => OneLine(input.Outbound.SenderName ?? input.Settings.SenderName ?? input.Outbound.Inbox.Name);

    private static void Thread(MimeMessage mail, MailFacts? facts)
    {
        if (facts?.InReplyTo is { } answered && IsId(answered))
        {
            mail.InReplyTo = answered;
        }
        foreach (var reference in (facts?.References ?? []).Where(IsId))
        {
            mail.References.Add(reference);
        }
    }

    private static void AddAll(InternetAddressList list, IEnumerable<Mailbox> mailboxes) => list.AddRange(mailboxes.Select(Parse).OfType<MailboxAddress>());

    private static MailboxAddress? Parse(Mailbox mailbox) =>
        MailboxAddress.TryParse(mailbox.Address, out var parsed) ? new MailboxAddress(OneLine(mailbox.Name ?? ""), parsed.Address) : null;

    // Ids come from foreign mails: whatever could end the header or the brackets is no id.
    private static bool IsId(string id) => id.Length is > 0 and < 900 && !id.Any(static letter => letter is '<' or '>' || char.IsWhiteSpace(letter) || char.IsControl(letter));

    private static string HostOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    private static string OneLine(string text) => string.Concat(text.ReplaceLineEndings(" ").Where(static letter => !char.IsControl(letter)));
}

/// <summary>A mail ready to send.</summary>
/// <param name="Content">Headers and body.</param>
/// <param name="Sender">Envelope sender; empty address for none.</param>
/// <param name="Recipients">Envelope recipients that have not got it yet, hidden ones included.</param>
public sealed record Mail(MimeMessage Content, MailboxAddress Sender, IReadOnlyList<MailboxAddress> Recipients);
