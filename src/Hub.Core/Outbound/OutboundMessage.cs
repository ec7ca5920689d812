using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Core.Outbound;

/// <summary>All a channel needs to send a message.</summary>
/// <param name="Inbox">The account to send from; secrets sealed.</param>
/// <param name="Ticket">The header at the time of sending.</param>
/// <param name="Message">The message; a receipt is an activity entry that carries text and recipients.</param>
/// <param name="Attempt">1 for the first try.</param>
public sealed record OutboundMessage(Inbox Inbox, Ticket Ticket, Message Message, int Attempt)
{
    /// <summary>The address of the ticket's queue, shown as sender; null for the account's own.</summary>
    public string? SenderAddress { get; init; }

    /// <summary>The name of that queue's team, beside the address; null for the account's.</summary>
    public string? SenderName { get; init; }

    /// <summary>The queue's signature, filled; null for the account's.</summary>
    public string? Signature { get; init; }
}
