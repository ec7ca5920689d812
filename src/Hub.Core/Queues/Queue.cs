using Hub.Core.Keys;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Queues;

/// <summary>Where tickets wait that nobody has yet.</summary>
public sealed record Queue : Document<Queue>, IDocument<Queue>
{
    /// <summary>Name within its parent.</summary>
    public required string Name { get; init; }

    /// <summary>The queue above, or null at the top.</summary>
    public QueueId? Parent { get; init; }

    /// <summary>Where its mail goes out from and comes in; null takes that of the queue above, as with all settings.</summary>
    public string? Address { get; init; }

    /// <summary>The team's name beside that address.</summary>
    public string? SenderName { get; init; }

    /// <summary>Receipt for a new ticket in every language that <see cref="Receipts"/> lacks.</summary>
    public string? ReceiptText { get; init; }

    /// <summary>Receipts by language; null (as in schema 1) for none.</summary>
    public IReadOnlyDictionary<string, string>? Receipts { get; init; }

    /// <summary>Signature in every language that <see cref="Signatures"/> lacks.</summary>
    public string? Signature { get; init; }

    /// <summary>Signatures by language; null (as in schema 1) for none.</summary>
    public IReadOnlyDictionary<string, string>? Signatures { get; init; }

    /// <summary>What happens with a message to a closed ticket.</summary>
    public FollowUpPolicy? FollowUp { get; init; }

    /// <summary>Days after closing from which <see cref="FollowUpPolicy.NewTicketAfterDays"/> makes a new ticket.</summary>
    public int? FollowUpDays { get; init; }

    /// <summary>Priority of new tickets.</summary>
    public Priority? DefaultPriority { get; init; }

    /// <summary>When it is answered.</summary>
    public WorkingHours? WorkingHours { get; init; }

    /// <summary>Whether a ticket with a responsible is closed by that person only.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>When its mail is signed.</summary>
    public MailSigning? Signing { get; init; }

    /// <summary>When its mail is encrypted.</summary>
    public MailEncryption? Encryption { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Queue> Kind { get; } = new("queue", "que")
    {
        Schema = 2,
        Fields = [Fields.Name],
        Indexes = [new([], Fields.Name)],
        Keys = static queue => [new UniqueKey("queue-name", $"{queue.Parent?.Value}/{FieldValue.Fold(queue.Name)}")],
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Name.</summary>
        public static Field<Queue> Name { get; } = new("name", FieldType.Text, static q => FieldValue.Of(q.Name));
    }
}

/// <summary>What a queue does with a message to a closed ticket (contract: "by the queue's policy").</summary>
public enum FollowUpPolicy
{
    /// <summary>The ticket opens again.</summary>
    Reopen,
    /// <summary>A new ticket, linked to the old one.</summary>
    NewTicket,
    /// <summary>Reopens until N days after closing, then as <see cref="NewTicket"/>.</summary>
    NewTicketAfterDays,
    /// <summary>Kept on the closed ticket, whose state stays; the sender is told.</summary>
    KeepClosed,
}
