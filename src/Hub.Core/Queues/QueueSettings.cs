using System.Net.Mail;
using Hub.Core.Keys;
using Hub.Core.Tickets;

namespace Hub.Core.Queues;

/// <summary>How a queue behaves. What is null is taken from the queue above, at the top from the defaults.</summary>
public sealed record QueueSettings
{
    private const int LongestText = 10_000;

    /// <summary>Mail of the queue's tickets goes out from this address, and mail to it makes tickets here; null at the top for the
    /// inbox's own.</summary>
    public string? Address { get; init; }

    /// <summary>Text of the receipt for a new ticket, <c>{number}</c> is replaced; null at the top for the inbox's.</summary>
    public string? ReceiptText { get; init; }

    /// <summary>What happens with a message to a closed ticket; by default it reopens.</summary>
    public FollowUpPolicy? FollowUp { get; init; }

    /// <summary>See <see cref="Queue.FollowUpDays"/>; 14 by default.</summary>
    public int? FollowUpDays { get; init; }

    /// <summary>Priority of new tickets; normal by default.</summary>
    public Priority? DefaultPriority { get; init; }

    /// <summary>When the queue is answered; null at the top for always.</summary>
    public WorkingHours? WorkingHours { get; init; }

    /// <summary>See <see cref="Queue.NeedsApproval"/>; each queue says so for itself.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>When mail is signed; by default when asked.</summary>
    public MailSigning? Signing { get; init; }

    /// <summary>When mail is encrypted; by default when the customer encrypted.</summary>
    public MailEncryption? Encryption { get; init; }

    /// <summary>What holds where no queue says anything.</summary>
    public static QueueSettings Default { get; } = new()
    {
        FollowUp = FollowUpPolicy.Reopen,
        FollowUpDays = 14,
        DefaultPriority = Priority.Normal,
        Signing = MailSigning.WhenAsked,
        Encryption = MailEncryption.WhenEncrypted,
    };

    /// <summary>A queue's own settings.</summary>
    public static QueueSettings Of(Queue queue) => new()
    {
        Address = queue.Address,
        ReceiptText = queue.ReceiptText,
        FollowUp = queue.FollowUp,
        FollowUpDays = queue.FollowUpDays,
        DefaultPriority = queue.DefaultPriority,
        WorkingHours = queue.WorkingHours,
        NeedsApproval = queue.NeedsApproval,
        Signing = queue.Signing,
        Encryption = queue.Encryption,
    };

    /// <summary>These, and where they are silent those of the queue above.</summary>
    public QueueSettings Over(QueueSettings above) => new()
    {
        Address = Address ?? above.Address,
        ReceiptText = ReceiptText ?? above.ReceiptText,
        FollowUp = FollowUp ?? above.FollowUp,
        FollowUpDays = FollowUpDays ?? above.FollowUpDays,
        DefaultPriority = DefaultPriority ?? above.DefaultPriority,
        WorkingHours = WorkingHours ?? above.WorkingHours,
        NeedsApproval = NeedsApproval,
        Signing = Signing ?? above.Signing,
        Encryption = Encryption ?? above.Encryption,
    };

    /// <summary>The queue with these as its own.</summary>
    internal Queue ApplyTo(Queue queue) => queue with
    {
        Address = string.IsNullOrWhiteSpace(Address) ? null : Address.Trim(),
        ReceiptText = string.IsNullOrWhiteSpace(ReceiptText) ? null : ReceiptText,
        FollowUp = FollowUp,
        FollowUpDays = FollowUpDays,
        DefaultPriority = DefaultPriority,
        WorkingHours = WorkingHours,
        NeedsApproval = NeedsApproval,
        Signing = Signing,
        Encryption = Encryption,
    };

    /// <summary>The first wrong value and what is wrong with it; null when all are good.</summary>
    internal (string Field, string Text)? Problem()
    {
        if (!string.IsNullOrWhiteSpace(Address) && !MailAddress.TryCreate(Address.Trim(), out _))
        {
            return ("settings.address", "This is no e-mail address.");
        }
        if (ReceiptText?.Length > LongestText)
        {
            return ("settings.receiptText", $"At most {LongestText} characters.");
        }
        if (FollowUpDays is < 1 or > 3650)
        {
            return ("settings.followUpDays", "Between 1 and 3650 days.");
        }
        return WorkingHours?.Problem() is { } problem ? ("settings.workingHours", problem) : null;
    }
}
