using Hub.Core.Inboxes;
using Hub.Core.Keys;

namespace Hub.Core.Tickets;

/// <summary>A ticket's line on one inbox with one contact identity; a ticket may have several.</summary>
/// <param name="Inbox">Account it runs over.</param>
/// <param name="Channel">Kind of transport.</param>
/// <param name="Address">The other side: mail address, number or visitor id.</param>
/// <param name="Name">What the other side calls itself; null when unknown.</param>
/// <param name="LastMessageAt">Newest message in either direction.</param>
public sealed record Conversation(InboxId Inbox, ChannelKind Channel, string Address, string? Name, DateTimeOffset LastMessageAt)
{
    /// <summary>Message-ID that a reply answers (RFC 5322, 3.6.4), without angle brackets; null for channels without.</summary>
    public string? LastMessageId { get; init; }

    /// <summary>References of that message, oldest first, at most 20, without angle brackets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>How the other side encrypted; null when it never did. It stays once set: a plain mail, which anybody can forge, must
    /// not make the next answer plain.</summary>
    public CryptoStandard? Encrypted { get; init; }
}

/// <summary>Somebody outside who takes part: may continue the ticket by its number and gets replies.</summary>
/// <param name="Address">Mail address, folded.</param>
/// <param name="Name">Display name or null.</param>
/// <param name="Role">Why.</param>
public sealed record Participant(string Address, string? Name, ParticipantRole Role);

/// <summary>Why somebody takes part.</summary>
public enum ParticipantRole
{
    /// <summary>Asked.</summary>
    Requester,
    /// <summary>In copy.</summary>
    Copy,
}
