namespace Hub.Core.Inbound.Filters;

/// <summary>Reports on mails of ours, recognised by their form or by the address they came to (VERP).</summary>
public static class ReportFilter
{
    /// <summary>A verdict for reports, null for everything else.</summary>
    public static FilterVerdict? Judge(InboundMessage message, FilterContext context)
    {
        if (message.Report is { } report)
        {
            return new FilterVerdict.Report(report);
        }
        // Only the envelope sender of our mails carries such a tag: what a mail system sends to it is a bounce in no known form. A
        // responder's answer goes there too (RFC 3834, 4), but comes from a person's address.
        return message.IsFromMailSystem && message.Signs.ReplyTokens.Any(tag => context.Tokens.ReadBounceTag(tag) is not null || context.Tokens.ReadNoticeTag(tag) is not null)
            ? new FilterVerdict.Report(new MailReport.Delivery(null, [new RecipientReport(null, ReportedAction.Failed, null, message.Subject)]))
            : null;
    }
}
