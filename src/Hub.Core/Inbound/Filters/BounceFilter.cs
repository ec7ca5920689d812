namespace Hub.Core.Inbound.Filters;

/// <summary>Reports on mails of ours, recognised by their form or by the address they came to (VERP).</summary>
public static class BounceFilter
{
    /// <summary>A verdict for bounces, null for everything else.</summary>
    public static FilterVerdict? Judge(InboundMessage message, FilterContext context)
    {
        if (message.Bounce is { } report)
        {
            return new FilterVerdict.Bounce(report);
        }
        // Only the envelope sender of our mails carries a bounce tag: what comes to it from a machine is a bounce in no known form.
        return message.AutomaticSigns.Count > 0 && message.Signs.ReplyTokens.Any(tag => context.Tokens.ReadBounceTag(tag) is not null)
            ? new FilterVerdict.Bounce(new BounceReport(null, [], "failed", null, message.Subject))
            : null;
    }
}
