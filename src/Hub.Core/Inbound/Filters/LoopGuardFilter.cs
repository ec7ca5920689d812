namespace Hub.Core.Inbound.Filters;

/// <summary>Our own mail coming back: filed at most, never answered, whatever else it says.</summary>
public static class LoopGuardFilter
{
    /// <summary>A verdict for our own mail, null for everything else.</summary>
    public static FilterVerdict? Judge(InboundMessage message, FilterContext context)
    {
        if (message.LoopIds.Contains(context.Tokens.InstanceId, StringComparer.OrdinalIgnoreCase))
        {
            return new FilterVerdict.Machine(TrayCause.Loop, "It went through this installation before.");
        }
        if (message.Mail?.MessageId is { } id && context.Tokens.ReadMessageId(id) is not null)
        {
            return new FilterVerdict.Machine(TrayCause.Loop, "It is a mail of our own.");
        }
        // Our notices come from an address to which only machines write back.
        if (message.Signs.ReplyTokens.Any(tag => context.Tokens.ReadNoticeTag(tag) is not null))
        {
            return new FilterVerdict.Machine(TrayCause.Loop, "It answers a notice of Hub's own.");
        }
        return message.Mail is not null && message.FromAddress is { } from && OwnAddresses.Contains(context.Directory, from)
            ? new FilterVerdict.Machine(TrayCause.Loop, "It comes from one of our own mailboxes.")
            : null;
    }
}
