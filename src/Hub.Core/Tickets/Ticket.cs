using System.Text.Json;
using Hub.Core.Inboxes;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>The header of a ticket: about 4 KB, rewritten with each change. The thread stands beside it in
/// <see cref="Message"/> entries.</summary>
public sealed partial record Ticket : Document<Ticket>, IDocument<Ticket>
{
    /// <summary>Decimal digits; unique, shown to customers.</summary>
    public required string Number { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>Configured status by name; see <see cref="TicketStatuses"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Base state of the status.</summary>
    public required TicketState State { get; init; }

    /// <summary>Rank.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>How soon it hurts; null when not judged.</summary>
    public Grade? Urgency { get; init; }

    /// <summary>How much it hurts; null when not judged.</summary>
    public Grade? Impact { get; init; }

    /// <summary>Where it waits.</summary>
    public required QueueId Queue { get; init; }

    /// <summary>Who works on it; null while it waits.</summary>
    public AgentId? Assignee { get; init; }

    /// <summary>Who answers for it being done right; null for nobody.</summary>
    public AgentId? Responsible { get; init; }

    /// <summary>Who asked.</summary>
    public required ContactId Contact { get; init; }

    /// <summary>The contact's name when last seen, so that lists need no second read.</summary>
    public required string ContactName { get; init; }

    /// <summary>Lines to the outside, at most 20, newest last.</summary>
    public IReadOnlyList<Conversation> Conversations { get; init; } = [];

    /// <summary>Outside people who take part, at most 40.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>Kinds of transport its messages came and went by, in order of first use.</summary>
    public IReadOnlyList<ChannelKind> Channels { get; init; } = [];

    /// <summary>Folded, sorted, distinct.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Custom fields by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Links to other tickets.</summary>
    public IReadOnlyList<TicketLink> Links { get; init; } = [];

    /// <summary>Who is answering; null when free. May have lapsed, see <see cref="TicketLock.IsAlive"/>.</summary>
    public TicketLock? Lock { get; init; }

    /// <summary>Fencing number of the newest lock ever taken.</summary>
    public long LastLockToken { get; init; }

    /// <summary>Number of the newest entry; entries are gapless from 1.</summary>
    public long LastSeq { get; init; }

    /// <summary>Number of the newest change; grows when an entry is added or changes state. Agents' feeds resume by it.</summary>
    public long LastRev { get; init; }

    /// <summary>Number of the newest public entry among the public ones; gapless from 1.</summary>
    public long LastPublicSeq { get; init; }

    /// <summary>As <see cref="LastRev"/>, over public entries only. Visitors' feeds resume by it.</summary>
    public long LastPublicRev { get; init; }

    /// <summary>The newest public entries by two different authors, newest first; empty while there are none.</summary>
    /// <remarks>Two suffice to say whether anybody else wrote after a given entry.</remarks>
    public IReadOnlyList<PublicTail> PublicTail { get; init; } = [];

    /// <summary>Target when merged; null otherwise.</summary>
    public TicketId? MergedInto { get; init; }

    /// <summary>First 160 characters of the newest message, on one line.</summary>
    public string Preview { get; init; } = "";

    /// <summary>Since when the contact waits for an answer; null when we spoke last.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Newest message or note; orders lists.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }

    /// <summary>When made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Newest change of any kind.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When closed; null while open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When a pending ticket comes back; null otherwise.</summary>
    public DateTimeOffset? PendingUntil { get; init; }

    /// <summary>Seq of the newest public entry that <paramref name="reader"/> did not write; 0 when there is none.</summary>
    public long NewestPublicSeqByOthers(Actor reader) => PublicTail.FirstOrDefault(tail => !tail.Author.IsSame(reader))?.Seq ?? 0;

    /// <summary>Whether the ticket takes new messages as it is.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsClosed => State is TicketState.Closed;
}

/// <summary>A public entry and its author.</summary>
/// <param name="Seq">Number of the entry.</param>
/// <param name="Author">Who wrote it.</param>
public sealed record PublicTail(long Seq, Actor Author);

/// <summary>A link between tickets, kept on both sides.</summary>
/// <param name="Type">What the other ticket is to this one.</param>
/// <param name="Ticket">The other ticket.</param>
/// <param name="Number">Its number.</param>
public sealed record TicketLink(LinkType Type, TicketId Ticket, string Number);

/// <summary>What the other ticket is to this one.</summary>
public enum LinkType
{
    /// <summary>Depends on us.</summary>
    Parent,
    /// <summary>We depend on it.</summary>
    Child,
    /// <summary>Has to do with it.</summary>
    Related,
    /// <summary>This ticket was made from a message to that closed one.</summary>
    FollowUpOf,
    /// <summary>A stranger named that ticket's number.</summary>
    ClaimsToBelongTo,
}
