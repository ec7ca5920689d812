using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Inbound;

/// <summary>Mails Hub writes by itself: the receipt of a new ticket, the notice that a ticket stays closed. They are activities,
/// not public entries: they make no agent's reply stale, and what a customer sees of a ticket stays what people wrote.</summary>
public sealed partial class AutomaticMail(IRateLimiter limiter, TicketTag tag, QueueTexts texts)
{
    // What one address may get in all, over several windows, so that neither a flood nor a slow loop goes on for ever.
    private static readonly IReadOnlyList<RateLimit> Limits =
    [
        new(30, TimeSpan.FromMinutes(10)),
        new(60, TimeSpan.FromMinutes(30)),
        new(120, TimeSpan.FromMinutes(60)),
        new(240, TimeSpan.FromMinutes(180)),
        new(360, TimeSpan.FromMinutes(600)),
    ];

    /// <summary>Whether the sender of a message may get an automatic mail now; counts as one when it may.</summary>
    public async ValueTask<bool> MayAnswerAsync(InboundMessage message, Inbox inbox, CancellationToken ct)
    {
        if (inbox.Email is not { SendsReceipt: true } || message.IsUnanswerable || message.FromAddress is not { Length: > 0 } address
            || NoReply().IsMatch(address))
        {
            return false;
        }
        var who = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FieldValue.Fold(address))).AsSpan(0, 8));
        foreach (var limit in Limits)
        {
            if (!(await limiter.TakeAsync($"automatic-mail/{who}/{limit.Window.TotalMinutes}", limit, ct)).IsAllowed)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Adds the receipt to the edit that makes the ticket; a text of the queue goes before that of the inbox.</summary>
    public void AddReceipt(TicketEdit edit, Message message, Inbox inbox, DirectorySnapshot names) => Add(edit, message, inbox, "receipt",
        Choose(message.Language, german: "Wir haben Ihre Nachricht erhalten", english: "We have received your message", " / "),
        texts.Receipt(new TextOccasion(names, edit.Ticket.Queue, inbox, edit.Ticket.Number, message.Language, edit.Now)) ?? inbox.Email?.ReceiptText ?? Choose(message.Language, ReceiptTexts.German, ReceiptTexts.English, "\n\n---\n\n"));

    /// <summary>Adds the notice that the ticket stays closed.</summary>
    public void AddClosedNotice(TicketEdit edit, Message message, Inbox inbox) => Add(edit, message, inbox, "notice",
        Choose(message.Language, german: "Ihre Anfrage ist abgeschlossen", english: "Your request is closed", " / "),
        Choose(message.Language, ReceiptTexts.ClosedGerman, ReceiptTexts.ClosedEnglish, "\n\n---\n\n"));

    private void Add(TicketEdit edit, Message message, Inbox inbox, string what, string subject, string text)
    {
        var by = Actor.Rule(what);
        var address = message.Author.Address!;
        var entry = edit.Add(new Message
        {
            Id = MessageId.New(edit.Now),
            MessageKind = MessageKind.Activity,
            Direction = Direction.Out,
            Channel = ChannelKind.Email,
            Inbox = inbox.Id,
            Author = by,
            CreatedAt = edit.Now,
            OccurredAt = edit.Now,
            To = [new Mailbox(message.Author.Name == address ? null : message.Author.Name, address)],
            // The customer's words stay out of it: otherwise a forged sender makes Hub carry them to a third person.
            Subject = $"{tag.Of(edit.Ticket.Number)} {subject}",
            Text = text.Replace("{number}", edit.Ticket.Number, StringComparison.Ordinal),
            Mail = new MailFacts
            {
                InReplyTo = message.Mail?.MessageId,
                References = TicketRules.ChainOf(message.Mail?.References ?? [], message.Mail?.MessageId),
                Classification = MailClass.AutoReply,
            },
            Delivery = new Delivery(DeliveryState.Pending, edit.Now),
            Change = new Change(what, null, address, by, null),
        });
        edit.Enqueue(DeliverMessage.WorkFor(edit.Ticket.Id, entry.Id, edit.Now));
    }

    private static string Choose(string? language, string german, string english, string between) =>
        language is null ? german + between + english
        : language.StartsWith("de", StringComparison.OrdinalIgnoreCase) ? german : english;

    [GeneratedRegex(@"^(no-?_?reply|do-?_?not-?_?reply|mailer-daemon|postmaster|nicht-?_?antworten|bounces?)([+.\-_][^@]*)?@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoReply();
}
