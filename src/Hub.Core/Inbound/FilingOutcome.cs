using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>What became of an inbound message (contract: outcomes of the table).</summary>
public enum FilingKind
{
    /// <summary>A new ticket.</summary>
    Created,
    /// <summary>Into an existing thread.</summary>
    Appended,
    /// <summary>Recorded on the message it is about.</summary>
    Bounce,
    /// <summary>Kept in the tray: machine mail that belongs to nothing.</summary>
    Suppressed,
    /// <summary>Kept in the tray: needs somebody.</summary>
    Held,
    /// <summary>Was there already; nothing happened.</summary>
    Duplicate,
}

/// <summary>How and where a message was filed.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Ticket">Number of the ticket; null in the tray.</param>
/// <param name="Message">The entry; null in the tray.</param>
/// <param name="Classification">Kind of mail.</param>
/// <param name="IsAnswered">Whether a receipt was queued.</param>
/// <param name="Because">Why it was filed so, for people.</param>
public sealed record FilingOutcome(
    FilingKind Kind, string? Ticket, MessageId? Message, MailClass Classification, bool IsAnswered, string Because);
