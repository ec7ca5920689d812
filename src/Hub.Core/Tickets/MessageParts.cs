using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Tickets;

/// <summary>Who may read an entry.</summary>
public enum MessageKind
{
    /// <summary>Customer and agents.</summary>
    Public,
    /// <summary>Colleagues only.</summary>
    Note,
    /// <summary>A change, for colleagues.</summary>
    Activity,
}

/// <summary>From outside or from us.</summary>
public enum Direction
{
    /// <summary>Written by the customer.</summary>
    In,
    /// <summary>Written by us.</summary>
    Out,
}

/// <summary>A name and an address.</summary>
/// <param name="Name">Display name, or null.</param>
/// <param name="Address">As written.</param>
public sealed record Mailbox(string? Name, string Address)
{
    private static readonly IdnMapping Domains = new() { AllowUnassigned = true };

    /// <summary>What makes two mailboxes the same; see <see cref="KeyOf"/>.</summary>
    [JsonIgnore]
    public string Key => KeyOf(Address);

    /// <summary>An address as it is compared: folded, its domain in the ASCII form (RFC 5891, 4.4).</summary>
    public static string KeyOf(string address)
    {
        var folded = FieldValue.Fold(address.Trim());
        var at = folded.LastIndexOf('@');
        if (Ascii.IsValid(folded) || at < 0)
        {
            return folded;
        }
        try
        {
            return string.Concat(folded.AsSpan(0, at + 1), Domains.GetAscii(folded, at + 1));
        }
        catch (ArgumentException)
        {
            return folded;
        }
    }
}

/// <summary>What a mail carries besides its text.</summary>
public sealed record MailFacts
{
    /// <summary>Message-ID without angle brackets; null when the mail had none.</summary>
    public string? MessageId { get; init; }

    /// <summary>In-Reply-To without angle brackets.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>References without angle brackets, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>What kind of mail it is.</summary>
    public MailClass Classification { get; init; }

    /// <summary>What the border said of its sender; null when it said nothing or nobody told Hub which border to believe.</summary>
    public SenderChecks? Checks { get; init; }

    /// <summary>What came back; null when nothing did. Stands at the mail that bounced and at the report of it.</summary>
    public BounceFacts? Bounce { get; init; }

    /// <summary>The address of the mailing list it came by (RFC 2369, 3.4); null when it came by none that can be written to.</summary>
    public string? ListPost { get; init; }

    /// <summary>The Message-ID under which this entry is found by later references; null when another entry holds it.</summary>
    public string? MessageIdKey { get; init; }

    /// <summary>The key of a Message-ID: within one inbox only, so that nobody reaches another inbox's threads by a reference.</summary>
    public static UniqueKey KeyOf(InboxId inbox, string messageId) => new("mail-message-id", $"{inbox.Value}/{messageId}");
}

/// <summary>Verdicts of the border's checks (RFC 8601, 2.7) as it wrote them, such as <c>pass</c>; null for a check it did not do.</summary>
public sealed record SenderChecks(string? Spf, string? Dkim, string? Dmarc, string? Arc);

/// <summary>A mail that could not be delivered.</summary>
/// <param name="Recipients">To whom; empty when the report does not say.</param>
/// <param name="IsHard">Whether at least one of the addresses will never work.</param>
/// <param name="Status">Enhanced status code (RFC 3463) of the first; null when not told.</param>
/// <param name="Reason">What the other side said of the first; null when nothing.</param>
public sealed record BounceFacts(IReadOnlyList<string> Recipients, bool IsHard, string? Status, string? Reason);

/// <summary>Kind of mail.</summary>
public enum MailClass
{
    /// <summary>Written by a person, as far as can be told.</summary>
    Normal,
    /// <summary>Answered by a machine.</summary>
    AutoReply,
    /// <summary>Could not be delivered.</summary>
    Bounce,
    /// <summary>Abuse report.</summary>
    Feedback,
    /// <summary>Delivery confirmed.</summary>
    Delivered,
}

/// <summary>How far the sender's address can be believed.</summary>
public enum SenderTrust
{
    /// <summary>Proven.</summary>
    Verified,
    /// <summary>Neither proven nor disproven.</summary>
    Unverified,
    /// <summary>Disproven.</summary>
    Failed,
}

/// <summary>State of sending; the worst recipient decides.</summary>
/// <param name="State">Overall.</param>
/// <param name="At">Of the last change.</param>
public sealed record Delivery(DeliveryState State, DateTimeOffset At)
{
    /// <summary>Each recipient; empty for channels with one.</summary>
    public IReadOnlyList<RecipientDelivery> Recipients { get; init; } = [];

    /// <summary>For agents, when it did not go well; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>Attempts made.</summary>
    public int Attempts { get; init; }

    /// <summary>An earlier attempt may have gone out, so there is one repeat at most.</summary>
    public bool MayHaveGoneOut { get; init; }

    /// <summary>When it last waited for a person to act in Hub; patience counts from then on. Null when it never did.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>The state for those who do not know of hidden recipients: how these fared is left out.</summary>
    public DeliveryState StateWithout(IReadOnlyList<Mailbox> hidden)
    {
        var keys = hidden.Select(static box => box.Key).ToHashSet();
        var known = Recipients.Where(one => !keys.Contains(Mailbox.KeyOf(one.Address))).ToList();
        return keys.Count == 0 || known.Count == 0 ? State : known.MinBy(static one => RankOf(one.State))!.State;
    }

    /// <summary>Order of states, the worst first.</summary>
    public static int RankOf(DeliveryState state) => state switch
    {
        DeliveryState.Failed => 0,
        DeliveryState.Uncertain => 1,
        DeliveryState.Pending => 2,
        DeliveryState.Sent => 3,
        DeliveryState.Delivered => 4,
        DeliveryState.Read => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state."),
    };
}

/// <summary>State for one recipient.</summary>
/// <param name="Address">Where to.</param>
/// <param name="State">How far.</param>
/// <param name="Reason">Why not, or null.</param>
public sealed record RecipientDelivery(string Address, DeliveryState State, string? Reason);

/// <summary>How far a message got.</summary>
public enum DeliveryState
{
    /// <summary>Waits in the outbox.</summary>
    Pending,
    /// <summary>Handed over.</summary>
    Sent,
    /// <summary>Arrived.</summary>
    Delivered,
    /// <summary>Seen.</summary>
    Read,
    /// <summary>Will not arrive.</summary>
    Failed,
    /// <summary>May have gone out.</summary>
    Uncertain,
}

/// <summary>One recorded change.</summary>
/// <param name="What">Property or event, for example <c>status</c>, <c>created</c>, <c>lock</c>.</param>
/// <param name="From">Old value as shown; null for none.</param>
/// <param name="To">New value as shown; null for none.</param>
/// <param name="By">Who.</param>
/// <param name="Because">Rule or channel that caused it; null when a person simply did it.</param>
public sealed record Change(string What, string? From, string? To, Actor By, string? Because)
{
    /// <summary>Id of the old value where a name may change or repeat (agents, queues, contacts); null elsewhere.</summary>
    public string? FromId { get; init; }

    /// <summary>Id of the new value, likewise.</summary>
    public string? ToId { get; init; }
}

/// <summary>Where a copy came from.</summary>
/// <param name="Ticket">Number of the ticket.</param>
/// <param name="Seq">Entry there.</param>
public sealed record Origin(string Ticket, long Seq);
