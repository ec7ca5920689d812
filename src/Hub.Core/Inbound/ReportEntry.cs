using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>A report as it stands in the thread: an activity, beside what it changes at the mail it is about. Pure.</summary>
internal static class ReportEntry
{
    /// <summary>Adds the activity, and the news to the mail.</summary>
    public static Message Add(TicketEdit edit, Message message, Filing filing, MailReport report)
    {
        var news = report switch
        {
            MailReport.Delivery delivery => ReportedDelivery.After(message, delivery, edit.Now),
            MailReport.Disposition disposition => ReportedDelivery.After(message, disposition, edit.Now),
            _ => message,
        };
        if (news != message)
        {
            edit.Update(message, before => before with { Delivery = news.Delivery, Mail = news.Mail });
        }
        var by = new Actor(ActorType.Contact, null, filing.Message.FromName ?? filing.Message.FromAddress ?? "", filing.Message.FromAddress);
        var failed = report is MailReport.Delivery bounce ? bounce.Recipients.Where(static one => one.Action == ReportedAction.Failed).ToList() : [];
        return edit.Add(new Message
        {
            Id = MessageId.New(edit.Now),
            MessageKind = MessageKind.Activity,
            Direction = Direction.In,
            Channel = ChannelKind.Email,
            Inbox = filing.Inbox.Id,
            Author = by,
            CreatedAt = edit.Now,
            OccurredAt = edit.Now,
            Subject = filing.Message.Subject,
            Mail = failed.Count == 0 ? filing.Message.Mail : (filing.Message.Mail ?? new MailFacts()) with { Bounce = ReportedDelivery.FactsOf(failed) },
            FiledBecause = "It reports on a mail of this ticket.",
            RawBlob = filing.Message.RawBlob,
            ExternalKey = filing.Message.ExternalKey,
            Change = ChangeOf(message, report, by),
        });
    }

    /// <summary>Who complains: those the report names among the recipients of the mail, or its only recipient.</summary>
    public static IEnumerable<string> ComplainersOf(Message message, MailReport.Complaint report)
    {
        var recipients = message.To.Concat(message.Cc).Concat(message.Bcc).Select(static to => to.Address).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return recipients.Count == 1 ? recipients : recipients.Intersect(report.Recipients, StringComparer.OrdinalIgnoreCase);
    }

    private static Change ChangeOf(Message message, MailReport report, Actor by) => report switch
    {
        MailReport.Delivery delivery => new Change("bounce",
            string.Join(", ", delivery.Recipients.Select(static one => one.Address).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)),
            delivery.Worst.Action.ToString().ToLowerInvariant(), by, delivery.Worst.Text),
        MailReport.Complaint complaint => new Change("complaint", null, string.Join(", ", ComplainersOf(message, complaint)), by, complaint.Type),
        MailReport.Disposition disposition => new Change("disposition", disposition.Recipient, disposition.IsRead ? "read" : "unread", by, null),
        _ => throw new InvalidOperationException($"{report} is no report."),
    };
}
