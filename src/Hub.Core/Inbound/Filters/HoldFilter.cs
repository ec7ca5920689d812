namespace Hub.Core.Inbound.Filters;

/// <summary>Mail that somebody decided to keep back: from blocked senders, and, where an inbox wants it, from proven forgers.</summary>
public static class HoldFilter
{
    /// <summary>A verdict for such mail, null for everything else.</summary>
    public static FilterVerdict? Judge(InboundMessage message, FilterContext context) => message.Mail is null
        ? null
        : context.BlockedBy is { } sender
            ? new FilterVerdict.Hold(TrayCause.Blocked, $"blocked: {sender} is on the list of blocked senders.")
            : context.HoldsUntrusted && message.Trust == Tickets.SenderTrust.Failed
                ? new FilterVerdict.Hold(TrayCause.Untrusted, "untrusted: the mail server's check disproved the sender's address (DMARC).")
                : null;
}
