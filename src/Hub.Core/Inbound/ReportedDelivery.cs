using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>What reports make of the delivery state of a mail: each recipient for itself, the worst decides. Pure.</summary>
public static class ReportedDelivery
{
    /// <summary>The entry after a delivery report; unchanged when the report says nothing new.</summary>
    public static Message After(Message message, MailReport.Delivery report, DateTimeOffset now)
    {
        if (message.Delivery is not { } delivery)
        {
            return message;
        }
        var recipients = RecipientsOf(message).ToList();
        var relevant = RelevantOf(recipients, report);
        foreach (var news in relevant)
        {
            var at = IndexOf(recipients, news.Address);
            if (at >= 0)
            {
                recipients[at] = Told(recipients[at], news);
            }
            else if (news.Address is { } forwarded && news.Action == ReportedAction.Failed)
            {
                // Somewhere on the way it was sent on to an address that we never knew.
                recipients.Add(new RecipientDelivery(forwarded, DeliveryState.Failed, news.Text));
            }
        }
        // A report that does not say whom it is about is about one of them: too little for a recipient, enough for the mail.
        var worst = recipients.Concat(relevant.Where(one => one.Action == ReportedAction.Failed && IndexOf(recipients, one.Address) < 0)
            .Select(static one => new RecipientDelivery("", DeliveryState.Failed, one.Text))).MinBy(static one => Delivery.RankOf(one.State));
        var failed = relevant.Where(static one => one.Action == ReportedAction.Failed).ToList();
        return message with
        {
            Delivery = delivery with
            {
                State = worst?.State ?? delivery.State,
                At = now,
                Reason = worst is { State: DeliveryState.Failed } ? worst.Reason : delivery.Reason,
                Recipients = recipients,
            },
            Mail = failed.Count == 0 ? message.Mail : (message.Mail ?? new MailFacts()) with { Bounce = FactsOf(failed) },
        };
    }

    /// <summary>The entry after its recipient's program said what it did with it: read at most, and never worse than before.</summary>
    public static Message After(Message message, MailReport.Disposition report, DateTimeOffset now)
    {
        var recipients = RecipientsOf(message).ToList();
        var at = IndexOf(recipients, report.Recipient);
        if (message.Delivery is not { } delivery || !report.IsRead || at < 0 || recipients[at].State is not (DeliveryState.Sent or DeliveryState.Delivered))
        {
            return message;
        }
        recipients[at] = recipients[at] with { State = DeliveryState.Read, Reason = null };
        return message with
        {
            Delivery = delivery with { State = recipients.MinBy(static one => Delivery.RankOf(one.State))!.State, At = now, Recipients = recipients },
        };
    }

    /// <summary>What stands at the bounced message, and at the report itself.</summary>
    public static BounceFacts FactsOf(IReadOnlyList<RecipientReport> failed) => new(
        [.. failed.Select(static one => one.Address).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)], failed.Any(static one => one.IsHard),
        failed[0].Status, failed[0].Reason);

    /// <summary>The recipients of the entry that a report proves to be unreachable; never an address we did not write to.</summary>
    public static IEnumerable<(string Address, string? Reason)> HardOf(Message message, MailReport.Delivery report)
    {
        var recipients = RecipientsOf(message).ToList();
        return RelevantOf(recipients, report).Where(static one => one.IsHard)
            .Select(one => (At: IndexOf(recipients, one.Address), one.Text)).Where(static one => one.At >= 0)
            .Select(one => (recipients[one.At].Address, one.Text));
    }

    private static IEnumerable<RecipientDelivery> RecipientsOf(Message message) => message.Delivery is { Recipients.Count: > 0 } delivery
        ? delivery.Recipients
        : message.To.Concat(message.Cc).Concat(message.Bcc)
            .Select(to => new RecipientDelivery(to.Address, message.Delivery?.State is DeliveryState.Pending or null ? DeliveryState.Sent : message.Delivery.State, null));

    // Where a text names one of our recipients, the other addresses in it are those of postmasters and sender.
    private static List<RecipientReport> RelevantOf(List<RecipientDelivery> recipients, MailReport.Delivery report)
    {
        var named = report.Recipients.Where(news => recipients.Any(one => string.Equals(one.Address, news.Address, StringComparison.OrdinalIgnoreCase))).ToList();
        return named.Count > 0 ? named : [.. report.Recipients];
    }

    // With one recipient it is clear whom a report is about, even if it names the address that mail was sent on to, or none.
    private static int IndexOf(List<RecipientDelivery> recipients, string? address)
    {
        var at = address is null ? -1 : recipients.FindIndex(one => string.Equals(one.Address, address, StringComparison.OrdinalIgnoreCase));
        return at < 0 && recipients.Count == 1 ? 0 : at;
    }

    private static RecipientDelivery Told(RecipientDelivery before, RecipientReport news) => news.Action switch
    {
        ReportedAction.Failed => before with { State = DeliveryState.Failed, Reason = news.Text },
        // What failed once, or was read, is not undone by older news that came later.
        _ when before.State is DeliveryState.Failed or DeliveryState.Read => before,
        ReportedAction.Delivered => before with { State = DeliveryState.Delivered, Reason = null },
        ReportedAction.Delayed => before with { Reason = news.Text },
        ReportedAction.Relayed or ReportedAction.Expanded => before,
        _ => throw new ArgumentOutOfRangeException(nameof(news), news.Action, "There is no such action."),
    };
}
