using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Inbound;

/// <summary>Something that arrived: durable before it is acknowledged or parsed, then filed, held or suppressed. Held and
/// suppressed ones are the tray.</summary>
public sealed record Intake : Document<Intake>, IDocument<Intake>
{
    /// <summary>Where it arrived.</summary>
    public required InboxId Inbox { get; init; }

    /// <summary>How far it got.</summary>
    public required IntakeState State { get; init; }

    /// <summary>Blob with the untouched bytes.</summary>
    public required string RawBlob { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Position at the source (<c>folder/uidvalidity/uid</c>, POP3 <c>uidl/size</c>); claimed, so that it is fetched once. Null for REST.</summary>
    public string? SourceKey { get; init; }

    /// <summary>Identity of the message (see <see cref="InboundMessage.ExternalKey"/>) while it is in the tray or was; null before
    /// it is read and when a thread holds the message.</summary>
    public string? ExternalKey { get; init; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it is tried next; null when settled.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Where it was filed.</summary>
    public TicketId? Ticket { get; init; }

    /// <summary>The entry it became.</summary>
    public MessageId? Message { get; init; }

    /// <summary>Sender as shown in the tray; null when unreadable.</summary>
    public string? From { get; init; }

    /// <summary>Subject as shown in the tray; null when unreadable.</summary>
    public string? Subject { get; init; }

    /// <summary>Why it is or was in the tray, in a word; null for what never was.</summary>
    public TrayCause? Cause { get; init; }

    /// <summary>Why it is in the tray, or how it was filed.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Intake> Kind { get; } = new("intake", "itk")
    {
        Fields = [Fields.State, Fields.ReceivedAt, Fields.NextAttemptAt, Fields.Inbox],
        Indexes = [new([Fields.State], Fields.ReceivedAt), new([Fields.State], Fields.NextAttemptAt)],
        Keys = KeysOf,
    };

    /// <summary>The key of a message that lies in the tray, so that the same mail again is a duplicate there too.</summary>
    public static UniqueKey ExternalKeyOf(string externalKey) => new("intake-external", externalKey);

    private static IEnumerable<UniqueKey> KeysOf(Intake intake)
    {
        if (intake.SourceKey is { } sourceKey)
        {
            yield return SourceKeyOf(intake.Inbox, sourceKey);
        }
        if (intake.ExternalKey is { } externalKey)
        {
            yield return ExternalKeyOf(externalKey);
        }
    }

    /// <summary>The key of a source position.</summary>
    public static UniqueKey SourceKeyOf(InboxId inbox, string sourceKey) => new("intake-source", $"{inbox.Value}/{sourceKey}");

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>How far it got.</summary>
        public static Field<Intake> State { get; } = new("state", FieldType.Text, static i => FieldValue.Of(i.State.ToString()));

        /// <summary>When it came.</summary>
        public static Field<Intake> ReceivedAt { get; } = new("received", FieldType.Instant, static i => FieldValue.Of(i.ReceivedAt));

        /// <summary>When it is tried next.</summary>
        public static Field<Intake> NextAttemptAt { get; } =
            new("next", FieldType.Instant, static i => FieldValue.Of(i.NextAttemptAt)) { NonePlace = NonePlace.Last };

        /// <summary>Where it arrived.</summary>
        public static Field<Intake> Inbox { get; } = new("inbox", FieldType.Text, static i => FieldValue.Of(i.Inbox.Value));
    }
}

/// <summary>Why something is in the tray.</summary>
public enum TrayCause
{
    /// <summary>A machine wrote it and it belongs to no ticket.</summary>
    Automatic,
    /// <summary>It is mail of our own that came back, or came from one of our mailboxes.</summary>
    Loop,
    /// <summary>It reports on a mail that is in no ticket.</summary>
    Bounce,
    /// <summary>Its sender was disproved.</summary>
    Untrusted,
    /// <summary>Its inbox is gone.</summary>
    Unroutable,
    /// <summary>It cannot be read.</summary>
    Unreadable,
    /// <summary>It is larger than what is taken in.</summary>
    Oversize,
    /// <summary>Its server does not give it.</summary>
    Unfetchable,
    /// <summary>Filing it failed again and again.</summary>
    Poison,
    /// <summary>Its sender is blocked.</summary>
    Blocked,
}

/// <summary>How far an intake got.</summary>
public enum IntakeState
{
    /// <summary>Durable, not yet filed.</summary>
    Received,
    /// <summary>In a thread, or recognised as a duplicate.</summary>
    Filed,
    /// <summary>In the tray: needs somebody.</summary>
    Held,
    /// <summary>In the tray: machine mail that belongs to no ticket.</summary>
    Suppressed,
}
