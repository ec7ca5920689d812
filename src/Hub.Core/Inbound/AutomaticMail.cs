using System.Text.RegularExpressions;
using Hub.Core.Agents;
using Hub.Core.AutomaticMails;
using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Inbound;

/// <summary>Mails Hub writes by itself: the receipt of a new ticket, the notice that a ticket stays closed. They are activities,
/// not public entries: they make no agent's reply stale, and what a customer sees of a ticket stays what people wrote.</summary>
public sealed partial class AutomaticMail(AutomaticMailGuard guard, IRateLimiter limiter, TicketTag tag, QueueTexts texts)
{
    // Whoever goes on writing to a closed ticket was told once.
    private static readonly RateLimit ClosedNotice = new(1, TimeSpan.FromDays(1));

    /// <summary>Whether the sender of a message may get an automatic mail now; counts as one when it may. Only who wrote it can get
    /// one, and nobody whose address was disproved.</summary>
    /// <param name="message">What is answered.</param>
    /// <param name="inbox">Where it arrived.</param>
    /// <param name="edit">The ticket it is filed in: a new one gets a receipt, a known one the notice that it stays closed.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<bool> MayAnswerAsync(InboundMessage message, Inbox inbox, TicketEdit edit, CancellationToken ct)
    {
        if (inbox.Email is not { SendsReceipt: true } || message.IsUnanswerable || message.Trust == SenderTrust.Failed
            || message.FromAddress is not { Length: > 0 } address || NoReply().IsMatch(address))
        {
            return false;
        }
        var wish = new AutomaticMailWish(address, edit.Ticket.Queue)
        {
            Ticket = edit.IsNew ? null : edit.Ticket.Id,
            Likeness = edit.IsNew ? FieldValue.Fold(edit.Ticket.Subject) : null,
        };
        return (edit.IsNew || (await limiter.TakeAsync($"closed-notice/{edit.Ticket.Id.Value}", ClosedNotice, ct)).IsAllowed)
            && await guard.MayAsync(wish, ct);
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
            // The customer's words stay out of it, the name included: otherwise a forged sender makes Hub carry them to a third person.
            To = [new Mailbox(null, address)],
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
