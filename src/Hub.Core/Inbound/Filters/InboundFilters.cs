using Hub.Core.Agents;

namespace Hub.Core.Inbound.Filters;

/// <summary>The filters every inbound message passes, in their one order; the first that has something to say decides.</summary>
public static class InboundFilters
{
    private static readonly IReadOnlyList<Func<InboundMessage, FilterContext, FilterVerdict?>> InOrder =
    [
        // A bounce of our own mail carries our own headers, so it is looked at before loops.
        BounceFilter.Judge,
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
public sealed record FilterContext(DirectorySnapshot Directory, ReplyTokens Tokens);
