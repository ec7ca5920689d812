using Hub.Core.Agents;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>Where a message goes, decided by <see cref="FilingRules"/>.</summary>
/// <param name="Because">For people; stands in the message.</param>
public abstract record FilingPlan(string Because)
{
    /// <summary>A new ticket.</summary>
    /// <param name="Because">For people.</param>
    /// <param name="Link">What the new ticket has to do with an old one; null for nothing.</param>
    /// <param name="Old">That old ticket.</param>
    public sealed record Create(string Because, LinkType? Link = null, Ticket? Old = null) : FilingPlan(Because);

    /// <summary>Into an existing thread.</summary>
    /// <param name="Because">For people.</param>
    /// <param name="Ticket">As read; the commit fails when it changed.</param>
    public sealed record Append(string Because, Ticket Ticket) : FilingPlan(Because)
    {
        /// <summary>The colleague who wrote it to the customer from a mail program; null when it came from outside.</summary>
        public Agent? WrittenBy { get; init; }

        /// <summary>As an internal note.</summary>
        public bool IsNote { get; init; }

        /// <summary>Its sender does not take part in the ticket: marked, nobody is added, nothing reopens.</summary>
        public bool IsOtherSender { get; init; }

        /// <summary>A machine wrote it: folded, nothing reopens.</summary>
        public bool IsAutomatic { get; init; }

        /// <summary>A closed ticket opens.</summary>
        public bool Reopens { get; init; }

        /// <summary>The sender is told that the ticket stays closed.</summary>
        public bool TellsClosed { get; init; }
    }

    /// <summary>Into the tray: machine mail that belongs to nothing.</summary>
    public sealed record Suppress(string Because) : FilingPlan(Because);
}
