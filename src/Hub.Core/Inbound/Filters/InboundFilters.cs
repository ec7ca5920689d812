using Hub.Core.Agents;

namespace Hub.Core.Inbound.Filters;

/// <summary>The filters every inbound message passes, in their one order; the first that has something to say decides.</summary>
public static class InboundFilters
{
    private static readonly IReadOnlyList<Func<InboundMessage, FilterContext, FilterVerdict?>> InOrder =
    [
        // A bounce of our own mail carries our own headers, so it is looked at before loops.
        ReportFilter.Judge,
        HoldFilter.Judge,
        LoopGuardFilter.Judge,
        AutoReplyFilter.Judge,
    ];

    /// <summary>Judges a message. Pure.</summary>
    public static FilterVerdict Judge(InboundMessage message, FilterContext context)
    {
        foreach (var filter in InOrder)
        {
            if (filter(message, context) is { } verdict)
            {
                return verdict;
            }
        }
        return new FilterVerdict.Person();
    }
}

/// <summary>What filters may know besides the message.</summary>
/// <param name="Directory">Our inboxes and agents.</param>
/// <param name="Tokens">Tells our own tokens from foreign ones.</param>
public sealed record FilterContext(DirectorySnapshot Directory, ReplyTokens Tokens)
{
    /// <summary>The blocked address or domain that the sender is or belongs to; null when there is none.</summary>
    public string? BlockedBy { get; init; }

    /// <summary>Whether the inbox keeps back mail whose sender was disproved.</summary>
    public bool HoldsUntrusted { get; init; }
}
