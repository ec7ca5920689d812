using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Notices;

/// <summary>Something an agent was told about a ticket.</summary>
public sealed record Notice : Document<Notice>, IDocument<Notice>
{
    /// <summary>Who was told.</summary>
    public required AgentId Agent { get; init; }

    /// <summary>Why.</summary>
    public required NoticeType Type { get; init; }

    /// <summary>About which ticket; null for what is about none.</summary>
    public TicketId? Ticket { get; init; }

    /// <summary>Its number; empty without a ticket.</summary>
    public required string Number { get; init; }

    /// <summary>Its subject then; without a ticket the path of the queue or the address of the mailbox it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>Who caused it, as shown.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the agent has not looked yet.</summary>
    public bool IsUnread { get; init; } = true;

    /// <summary>Whether no mail about it is to be written any more: it is out, or nobody would get it.</summary>
    public bool IsMailed { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Notice> Kind { get; } = new("notice", "ntc")
    {
        Schema = 2,
        Fields = [Fields.Agent, Fields.At, Fields.IsUnread],
        Indexes = [new([Fields.Agent], Fields.At), new([Fields.Agent, Fields.IsUnread], Fields.At), new([], Fields.At)],
    };

    /// <summary>The one id of an entry and an agent, so that telling twice tells once.</summary>
    public static DocId<Notice> IdOf(MessageId entry, AgentId agent) => new($"ntc_{entry.Value}-{agent.Value}");

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Agent id.</summary>
        public static Field<Notice> Agent { get; } = new("agent", FieldType.Text, static n => FieldValue.Of(n.Agent.Value));

        /// <summary>When.</summary>
        public static Field<Notice> At { get; } = new("at", FieldType.Instant, static n => FieldValue.Of(n.At));

        /// <summary>Whether unread.</summary>
        public static Field<Notice> IsUnread { get; } = new("unread", FieldType.Flag, static n => FieldValue.Of(n.IsUnread));
    }
}

/// <summary>Why an agent is told.</summary>
public enum NoticeType
{
    /// <summary>The ticket was assigned to the agent.</summary>
    Assigned,
    /// <summary>The ticket was taken from the agent.</summary>
    Unassigned,
    /// <summary>The agent answers for the ticket from now on.</summary>
    Responsible,
    /// <summary>A note names the agent.</summary>
    Mention,
    /// <summary>The customer wrote to a watched ticket.</summary>
    Message,
    /// <summary>A watched ticket changed its status.</summary>
    Status,
    /// <summary>A pending ticket of the agent is open again.</summary>
    Reminder,
    /// <summary>All children of the agent's ticket are closed.</summary>
    Children,
    /// <summary>A queue writes no automatic mail until an administrator lets it go on.</summary>
    Paused,
    /// <summary>The provider of a mailbox gives no tokens until somebody acts.</summary>
    SignInNeeded,
    /// <summary>The client secret of a mailbox ends soon.</summary>
    SecretExpires,
}
