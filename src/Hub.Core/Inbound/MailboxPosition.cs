using Hub.Core.Storage;

namespace Hub.Core.Inbound;

/// <summary>How far a mailbox folder has been fetched. Moves only after the mails up to it are durable.</summary>
public sealed record MailboxPosition : Document<MailboxPosition>, IDocument<MailboxPosition>
{
    /// <summary>Folder the numbers belong to.</summary>
    public required string Folder { get; init; }

    /// <summary>UIDVALIDITY (RFC 3501, 2.3.1.1); another value means that all UIDs are new.</summary>
    public required uint UidValidity { get; init; }

    /// <summary>Highest UID fetched.</summary>
    public required uint LastUid { get; init; }

    /// <summary>Highest UID there was when the folder was seen first. What people had read up to there before Hub came is theirs.</summary>
    public uint PastEnd { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<MailboxPosition> Kind { get; } = new("mailbox_position", "mbx") { Schema = 2 };

    /// <summary>The one position of an inbox.</summary>
    public static DocId<MailboxPosition> IdOf(InboxId inbox) => new($"mbx_{inbox.Value}");
}
