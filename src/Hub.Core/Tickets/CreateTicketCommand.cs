using Hub.Core.Attachments;
using Hub.Core.Inboxes;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>A ticket to be made.</summary>
/// <param name="Contact">Who asked, or will be asked.</param>
/// <param name="Message">What it begins with.</param>
public sealed record CreateTicketCommand(TicketContact Contact, FirstMessage Message)
{
    /// <summary>Empty takes the first line of the message.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Null takes the queue of the message's inbox, else the oldest one the writer may use.</summary>
    public QueueId? Queue { get; init; }

    /// <summary>Status or base state by name; null leaves it to the message.</summary>
    public string? Status { get; init; }

    /// <summary>Who works on it.</summary>
    public AgentId? Assignee { get; init; }

    /// <summary>How soon it hurts; null when not judged.</summary>
    public Grade? Urgency { get; init; }

    /// <summary>How much it hurts; null when not judged.</summary>
    public Grade? Impact { get; init; }

    /// <summary>Null takes what urgency and impact propose, else the queue's.</summary>
    public Priority? Priority { get; init; }

    /// <summary>Any case.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Custom fields by name.</summary>
    public IReadOnlyDictionary<string, System.Text.Json.JsonElement> Fields { get; init; } =
        new Dictionary<string, System.Text.Json.JsonElement>();
}

/// <summary>A contact by id, or by what is known of it.</summary>
public sealed record TicketContact(ContactId? Id, string? Name, string? Email, string? Phone);

/// <summary>What a ticket begins with.</summary>
/// <param name="Kind">Public or note.</param>
/// <param name="Text">Plain text; may be empty when files are attached.</param>
public sealed record FirstMessage(MessageKind Kind, string Text)
{
    /// <summary>In: written by the contact. Out: by the caller, delivered when the inbox can send.</summary>
    public Direction Direction { get; init; }

    /// <summary>Sanitised HTML of the same text, or null.</summary>
    public string? Html { get; init; }

    /// <summary>Null takes the inbox's; <c>phone</c>, <c>letter</c> and <c>visit</c> for what was only logged.</summary>
    public ChannelKind? Channel { get; init; }

    /// <summary>Account it came or goes by.</summary>
    public InboxId? Inbox { get; init; }

    /// <summary>Mail recipients; null takes the contact's address.</summary>
    public IReadOnlyList<Mailbox>? To { get; init; }

    /// <summary>Mail recipients in copy.</summary>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>Hidden mail recipients.</summary>
    public IReadOnlyList<Mailbox> Bcc { get; init; } = [];

    /// <summary>Files uploaded before.</summary>
    public IReadOnlyList<DocId<Attachment>> Attachments { get; init; } = [];

    /// <summary>Length of a call in seconds.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Null for now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Chosen by the writer; the same again answers the same ticket.</summary>
    public string? ClientId { get; init; }
}

/// <summary>How making a ticket ended.</summary>
public abstract record CreateTicketOutcome
{
    private CreateTicketOutcome()
    {
    }

    /// <summary>It is there; a repeat answers the same.</summary>
    public sealed record Created(Ticket Ticket) : CreateTicketOutcome;

    /// <summary>Not for this agent.</summary>
    public sealed record Forbidden(string Text) : CreateTicketOutcome;

    /// <summary>Something about the command is wrong.</summary>
    public sealed record Invalid(string Field, string Text) : CreateTicketOutcome;
}
