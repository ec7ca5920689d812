using Hub.Core.Tickets;

namespace Hub.Core.Live;

/// <summary>What happened to a ticket that somebody follows.</summary>
public abstract record ThreadChange
{
    private ThreadChange()
    {
    }

    /// <summary>Entries came or changed state, or the header did.</summary>
    /// <param name="Header">The ticket as it is now.</param>
    /// <param name="Entries">In order of revision, each state once; an entry known by its id takes the place of its older state.
    /// Empty when only the header changed.</param>
    /// <param name="Rev">The revision the reader has now.</param>
    public sealed record Advanced(Ticket Header, IReadOnlyList<Message> Entries, long Rev) : ThreadChange;

    /// <summary>The ticket is no longer there or no longer visible to this reader; nothing follows.</summary>
    public sealed record Lost : ThreadChange;
}
