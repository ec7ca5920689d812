using Hub.Core.Outbound;

namespace Hub.Core.Inbound;

/// <summary>What another system says about a mail that may be ours.</summary>
/// <param name="OriginalMessageId">Message-ID of the mail it is about, without angle brackets; null when not told.</param>
public abstract record MailReport(string? OriginalMessageId)
{
    /// <summary>Whether it reached its recipients (RFC 3464, or what non-standard bounces tell).</summary>
    /// <param name="OriginalMessageId">See <see cref="MailReport"/>.</param>
    /// <param name="Recipients">What is said of each; at least one.</param>
    public sealed record Delivery(string? OriginalMessageId, IReadOnlyList<RecipientReport> Recipients) : MailReport(OriginalMessageId)
    {
        /// <summary>The worst news of all recipients.</summary>
        public RecipientReport Worst => Recipients.MinBy(static one => one.Action)!;
    }

    /// <summary>A recipient called it abuse (RFC 5965).</summary>
    /// <param name="OriginalMessageId">See <see cref="MailReport"/>.</param>
    /// <param name="Recipients">Who complains, if told; else empty.</param>
    /// <param name="Type">Kind of complaint, for example <c>abuse</c>.</param>
    public sealed record Complaint(string? OriginalMessageId, IReadOnlyList<string> Recipients, string Type) : MailReport(OriginalMessageId);

    /// <summary>What its recipient's program did with it (RFC 8098).</summary>
    /// <param name="OriginalMessageId">See <see cref="MailReport"/>.</param>
    /// <param name="Recipient">Whose program; null when not told.</param>
    /// <param name="IsRead">Displayed; else deleted or handled unseen.</param>
    public sealed record Disposition(string? OriginalMessageId, string? Recipient, bool IsRead) : MailReport(OriginalMessageId);
}

/// <summary>What a delivery report says of one recipient.</summary>
/// <param name="Address">The address we wrote to where the report tells it, else the one it ended at; null when not told.</param>
/// <param name="Action">What became of the mail.</param>
/// <param name="Status">Enhanced status code (RFC 3463) such as <c>5.1.1</c>; null when not told.</param>
/// <param name="Reason">Diagnostic text for people; null when not told.</param>
public sealed record RecipientReport(string? Address, ReportedAction Action, string? Status, string? Reason)
{
    /// <summary>Whether no mail will ever reach that address.</summary>
    public bool IsHard => Action == ReportedAction.Failed && EnhancedStatus.IsHard(Status);

    /// <summary>Code and reason in one line; null when neither is told.</summary>
    public string? Text => string.Join(' ', new[] { Status is not null && Reason?.Contains(Status, StringComparison.Ordinal) == true ? null : Status, Reason }
        .Where(static part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } text ? text : null;
}

/// <summary>What became of a mail (RFC 3464, 2.3.3), the worst first.</summary>
public enum ReportedAction
{
    /// <summary>It will not arrive.</summary>
    Failed,
    /// <summary>Not yet, but it is tried again.</summary>
    Delayed,
    /// <summary>Handed to a system that does not report.</summary>
    Relayed,
    /// <summary>Handed to a list of further recipients.</summary>
    Expanded,
    /// <summary>It arrived.</summary>
    Delivered,
}
