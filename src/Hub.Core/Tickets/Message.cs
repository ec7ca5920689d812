using System.Text.Json.Serialization;
using Hub.Core.Attachments;
using Hub.Core.Inboxes;
using Hub.Core.Keys;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Tickets;

/// <summary>One entry of a thread. Its content never changes except by a recorded redaction; its delivery state may.</summary>
public sealed record Message : Document<Message>, IDocument<Message>
{
    /// <summary>The thread; given by <see cref="TicketEdit.Add"/>.</summary>
    public TicketId Ticket { get; init; }

    /// <summary>Place in the thread, from 1, without gaps; given by <see cref="TicketEdit.Add"/>, never changed.</summary>
    public long Seq { get; init; }

    /// <summary>The ticket's revision that last changed this entry.</summary>
    public long Rev { get; init; }

    /// <summary>Place among the public entries; null for notes and activities.</summary>
    public long? PublicSeq { get; init; }

    /// <summary>The public revision that last changed this entry; null for notes and activities.</summary>
    public long? PublicRev { get; init; }

    /// <summary>Who may read it.</summary>
    public required MessageKind MessageKind { get; init; }

    /// <summary>From outside or from us.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Transport.</summary>
    public required ChannelKind Channel { get; init; }

    /// <summary>Account; null for what was written in Hub only.</summary>
    public InboxId? Inbox { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Actor Author { get; init; }

    /// <summary>Id that the sending client chose, so that a repeat is recognised; null when none was given.</summary>
    public string? ClientId { get; init; }

    /// <summary>When Hub stored it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it happened by the sender's clock; equal to <see cref="CreatedAt"/> when unknown.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Remarks such as <c>other sender</c> or <c>possible duplicate</c>.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Recipients.</summary>
    public IReadOnlyList<Mailbox> To { get; init; } = [];

    /// <summary>Recipients in copy.</summary>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>Hidden recipients; agents see them.</summary>
    public IReadOnlyList<Mailbox> Bcc { get; init; } = [];

    /// <summary>Subject of a mail; null elsewhere.</summary>
    public string? Subject { get; init; }

    /// <summary>The whole body as plain text; "" for activities.</summary>
    public string Text { get; init; } = "";

    /// <summary>The text without quotes and signature; null when equal to <see cref="Text"/>.</summary>
    public string? VisibleText { get; init; }

    /// <summary>Sanitised HTML, or null.</summary>
    public string? Html { get; init; }

    /// <summary>Language tag; null when unknown.</summary>
    public string? Language { get; init; }

    /// <summary>Files and inline images.</summary>
    public IReadOnlyList<AttachmentRef> Attachments { get; init; } = [];

    /// <summary>What mail carries besides; null for other channels.</summary>
    public MailFacts? Mail { get; init; }

    /// <summary>How the sender's identity was checked; null where that means nothing.</summary>
    public SenderTrust? Trust { get; init; }

    /// <summary>How it was or will be signed and encrypted; null for neither.</summary>
    public MailCrypto? Crypto { get; init; }

    /// <summary>State of sending; null for what is not delivered (notes, most activities).</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>Why an inbound message is in this thread; null for our own.</summary>
    public string? FiledBecause { get; init; }

    /// <summary>Set for activities.</summary>
    public Change? Change { get; init; }

    /// <summary>Where a copied entry came from.</summary>
    public Origin? Origin { get; init; }

    /// <summary>Where a copy of this entry stands that counts from now on; null while this one does.</summary>
    public Origin? MovedTo { get; init; }

    /// <summary>Blob with the untouched original; null when there is none.</summary>
    public string? RawBlob { get; init; }

    /// <summary>Claimed id of the outside world (see <c>ExternalKeys</c>); null for what Hub wrote.</summary>
    public string? ExternalKey { get; init; }

    /// <summary>Length of a call in seconds; null elsewhere.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Whether its state changed since it was added.</summary>
    [JsonIgnore]
    public bool IsChanged => Version > 1;

    /// <inheritdoc/>
    public static DocumentKind<Message> Kind { get; } = new("message", "msg")
    {
        Schema = 3,
        Fields = [Fields.Ticket, Fields.Seq, Fields.Rev, Fields.PublicRev, Fields.ChangedIn],
        Indexes =
        [
            new([Fields.Ticket], Fields.Seq),
            new([Fields.ChangedIn], Fields.Rev),
            new([Fields.ChangedIn], Fields.PublicRev),
        ],
        Keys = KeysOf,
        SearchText = static message => SearchTextOf(message),
        SearchGroup = Fields.Ticket,
    };

    /// <summary>The key under which a client's id is held within a ticket.</summary>
    public static UniqueKey ClientKey(TicketId ticket, Actor author, string clientId) =>
        new("message-client", $"{ticket.Value}/{author.Type}/{author.Id}/{clientId}");

    /// <summary>The key of an outside id.</summary>
    public static UniqueKey ExternalKeyOf(string externalKey) => new("message-external", externalKey);

    private static IEnumerable<UniqueKey> KeysOf(Message message)
    {
        if (message.ClientId is { } clientId)
        {
            yield return ClientKey(message.Ticket, message.Author, clientId);
        }
        if (message.ExternalKey is { } externalKey)
        {
            yield return ExternalKeyOf(externalKey);
        }
        if (message.Mail?.MessageIdKey is { } mailKey && message.Inbox is { } inbox)
        {
            yield return MailFacts.KeyOf(inbox, mailKey);
        }
    }

    private static string SearchTextOf(Message message) => message.MessageKind == MessageKind.Activity
        ? ""
        : string.Join('\n', [
            message.Subject ?? "", message.Author.Name, message.Author.Address ?? "", message.VisibleText ?? message.Text,
            .. message.Attachments.Select(static a => a.Name)]);

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Ticket id.</summary>
        public static Field<Message> Ticket { get; } = new("ticket", FieldType.Text, static m => FieldValue.Of(m.Ticket.Value));

        /// <summary>Place in the thread.</summary>
        public static Field<Message> Seq { get; } = new("seq", FieldType.Number, static m => FieldValue.Of(m.Seq));

        /// <summary>Revision of the last change.</summary>
        public static Field<Message> Rev { get; } = new("rev", FieldType.Number, static m => FieldValue.Of(m.Rev));

        /// <summary>Public revision of the last change.</summary>
        public static Field<Message> PublicRev { get; } = new("publicRev", FieldType.Number, static m => FieldValue.Of(m.PublicRev));

        /// <summary>Ticket id of an entry that changed since it was added; none for all others.</summary>
        public static Field<Message> ChangedIn { get; } = new("changedIn", FieldType.Text,
            static m => m.IsChanged ? [FieldValue.Of(m.Ticket.Value)] : Enumerable.Empty<FieldValue>());
    }
}
