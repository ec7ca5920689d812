using Hub.Core.Contacts;
using Hub.Core.Inboxes;
using Hub.Core.Keys;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>A message from outside, read and normalised by its channel, not yet filed.</summary>
public sealed record InboundMessage
{
    /// <summary>Where it arrived.</summary>
    public required InboxId Inbox { get; init; }

    /// <summary>Transport.</summary>
    public required ChannelKind Channel { get; init; }

    /// <summary>Identifies this very message for ever (see contract: "the same mail again"); claimed with the entry.</summary>
    public required string ExternalKey { get; init; }

    /// <summary>Display name of the sender, or null.</summary>
    public string? FromName { get; init; }

    /// <summary>Address as written; null for none.</summary>
    public string? FromAddress { get; init; }

    /// <summary>Ways to recognise the sender, the surest first; empty when it cannot be known.</summary>
    public IReadOnlyList<ContactIdentity> Identities { get; init; } = [];

    /// <summary>Subject; empty for channels without.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The whole body as plain text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Without quotes and signature; null when equal.</summary>
    public string? VisibleText { get; init; }

    /// <summary>Sanitised HTML, or null.</summary>
    public string? Html { get; init; }

    /// <summary>Language tag, or null.</summary>
    public string? Language { get; init; }

    /// <summary>Recipients.</summary>
    public IReadOnlyList<Mailbox> To { get; init; } = [];

    /// <summary>Recipients in copy.</summary>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>Files and inline images.</summary>
    public IReadOnlyList<InboundAttachment> Attachments { get; init; } = [];

    /// <summary>What mail carries besides.</summary>
    public MailFacts? Mail { get; init; }

    /// <summary>How far the sender can be believed.</summary>
    public SenderTrust? Trust { get; init; }

    /// <summary>How it was signed and encrypted; null for neither.</summary>
    public MailCrypto? Crypto { get; init; }

    /// <summary>Keys it brought for its sender's address.</summary>
    public IReadOnlyList<OfferedKey> OfferedKeys { get; init; } = [];

    /// <summary>When it happened by the sender's clock; null when unknown.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>What says which thread it continues.</summary>
    public ThreadSigns Signs { get; init; } = ThreadSigns.None;

    /// <summary>Remarks of its reader, of <see cref="MessageMarks"/>.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Blob with the untouched original.</summary>
    public string? RawBlob { get; init; }

    /// <summary>What in the message says that a machine wrote it (RFC 3834 and customs); empty for a person's.</summary>
    public IReadOnlyList<string> AutomaticSigns { get; init; } = [];

    /// <summary>A person wrote it, but no automatic answer is wanted: mailing lists, senders that refuse answers.</summary>
    public bool IsUnanswerable { get; init; }

    /// <summary>Values of <c>X-Hub-Loop</c>: installations it went through.</summary>
    public IReadOnlyList<string> LoopIds { get; init; } = [];

    /// <summary>A mail system wrote it, as its sender says (<c>mailer-daemon</c>, <c>postmaster</c>, nobody).</summary>
    public bool IsFromMailSystem { get; init; }

    /// <summary>What it reports on another mail; null unless it is a report.</summary>
    public MailReport? Report { get; init; }
}

/// <summary>A file inside an inbound message.</summary>
/// <param name="Name">Cleaned name.</param>
/// <param name="MediaType">Declared type.</param>
/// <param name="IsInline">Shown inside the HTML.</param>
/// <param name="ContentId">Name by which the HTML refers to it, without angle brackets.</param>
/// <param name="Open">Opens the decoded bytes; may be called again.</param>
public sealed record InboundAttachment(string Name, string MediaType, bool IsInline, string? ContentId, Func<Stream> Open);

/// <summary>Signs of the thread a message continues, strongest first (contract: "Where a message is filed").</summary>
/// <param name="ReplyTokens">What follows the plus sign of recipients' addresses, unverified.</param>
/// <param name="References">In-Reply-To, then References newest first; without angle brackets, at most 100.</param>
/// <param name="SubjectNumber">Ticket number in the subject, or null.</param>
public sealed record ThreadSigns(IReadOnlyList<string> ReplyTokens, IReadOnlyList<string> References, string? SubjectNumber)
{
    /// <summary>No sign at all.</summary>
    public static ThreadSigns None { get; } = new([], [], null);

    /// <summary>Name of the thread in an outside system that is trusted with it; null for mail.</summary>
    public string? ExternalThread { get; init; }
}
