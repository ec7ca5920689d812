using System.Net.Mail;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Hub.Core.Tickets;

namespace Hub.Core.Queues;

/// <summary>How a queue behaves. What is null is taken from the queue above, at the top from the defaults.</summary>
public sealed record QueueSettings
{
    /// <summary>Characters of a text.</summary>
    public const int LongestText = 10_000;

    private const int LongestName = 100;

    /// <summary>Mail of the queue's tickets goes out from this address, and mail to it makes tickets here; null at the top for the
    /// inbox's own.</summary>
    public string? Address { get; init; }

    /// <summary>The team's name beside that address, as customers see it; null at the top for the inbox's.</summary>
    public string? SenderName { get; init; }

    /// <summary>Receipt for a new ticket in every language that <see cref="Receipts"/> lacks, a template (see <see cref="QueueTexts"/>);
    /// null at the top for the inbox's. A queue with one takes no receipts from above.</summary>
    public string? ReceiptText { get; init; }

    /// <summary>Receipts by language (<c>de</c>, <c>pt-br</c>), templates; languages it lacks are taken from above.</summary>
    public IReadOnlyDictionary<string, string>? Receipts { get; init; }

    /// <summary>Signature below replies in every language that <see cref="Signatures"/> lacks, a template; null at the top for the
    /// inbox's. A queue with one takes no signatures from above.</summary>
    public string? Signature { get; init; }

    /// <summary>Signatures by language, as <see cref="Receipts"/>.</summary>
    public IReadOnlyDictionary<string, string>? Signatures { get; init; }

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
        SenderName = queue.SenderName,
        ReceiptText = queue.ReceiptText,
        Receipts = queue.Receipts,
        Signature = queue.Signature,
        Signatures = queue.Signatures,
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
        SenderName = SenderName ?? above.SenderName,
        ReceiptText = ReceiptText ?? above.ReceiptText,
        Receipts = ReceiptText is null ? LanguageTexts.Over(Receipts, above.Receipts) : Receipts,
        Signature = Signature ?? above.Signature,
        Signatures = Signature is null ? LanguageTexts.Over(Signatures, above.Signatures) : Signatures,
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
        SenderName = string.IsNullOrWhiteSpace(SenderName) ? null : SenderName.Trim(),
        ReceiptText = string.IsNullOrWhiteSpace(ReceiptText) ? null : ReceiptText,
        Receipts = LanguageTexts.Normalise(Receipts),
        Signature = string.IsNullOrWhiteSpace(Signature) ? null : Signature,
        Signatures = LanguageTexts.Normalise(Signatures),
        FollowUp = FollowUp,
        FollowUpDays = FollowUpDays,
        DefaultPriority = DefaultPriority,
        WorkingHours = WorkingHours,
        NeedsApproval = NeedsApproval,
        Signing = Signing,
        Encryption = Encryption,
    };

    /// <summary>The first wrong value and what is wrong with it; null when all are good.</summary>
    internal (string Field, string Text)? Problem(ITextTemplates templates)
    {
        if (!string.IsNullOrWhiteSpace(Address) && !MailAddress.TryCreate(Address.Trim(), out _))
        {
            return ("settings.address", "This is no e-mail address.");
        }
        if (SenderName?.Length > LongestName)
        {
            return ("settings.senderName", $"At most {LongestName} characters.");
        }
        var wrongText = ProblemOf(templates, "receiptText", ReceiptText, "receipts", Receipts)
            ?? ProblemOf(templates, "signature", Signature, "signatures", Signatures);
        if (wrongText is not null)
        {
            return wrongText;
        }
        if (FollowUpDays is < 1 or > 3650)
        {
            return ("settings.followUpDays", "Between 1 and 3650 days.");
        }
        return WorkingHours?.Problem() is { } problem ? ("settings.workingHours", problem) : null;
    }

    private static (string Field, string Text)? ProblemOf(
        ITextTemplates templates, string name, string? forAll, string mapName, IReadOnlyDictionary<string, string>? byLanguage)
    {
        if (LanguageTexts.Problem(byLanguage) is { } wrongTag)
        {
            return ($"settings.{mapName}", wrongTag);
        }
        foreach (var (field, text) in LanguageTexts.InOrder(byLanguage).Select(pair => ($"settings.{mapName}.{pair.Key}", pair.Value))
            .Append(($"settings.{name}", forAll ?? "")))
        {
            if (text is not { Length: <= LongestText })
            {
                return (field, $"A text of at most {LongestText} characters.");
            }
            if (templates.Check(text, QueueTexts.Names) is { } problem)
            {
                return (field, problem.ToString());
            }
        }
        return null;
    }
}
