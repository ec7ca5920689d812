using Hub.Core.Attachments;
using Hub.Core.Inboxes;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Server.Http;

/// <summary>A message as it is written (contract: <c>POST /tickets/{number}/messages</c>).</summary>
public sealed record NewMessageBody
{
    public MessageKind Kind { get; init; } = MessageKind.Public;

    public string? Text { get; init; }

    public string? Html { get; init; }

    public string? ClientId { get; init; }

    public long? BaseSeq { get; init; }

    public long? LockToken { get; init; }

    public ChannelKind? Channel { get; init; }

    public InboxId? Inbox { get; init; }

    public IReadOnlyList<MailboxBody>? To { get; init; }

    public IReadOnlyList<MailboxBody>? Cc { get; init; }

    public IReadOnlyList<MailboxBody>? Bcc { get; init; }

    public IReadOnlyList<DocId<Attachment>> Attachments { get; init; } = [];

    /// <summary>Whether the mail is signed; null leaves it to the queue.</summary>
    public bool? Sign { get; init; }

    /// <summary>Whether the mail is encrypted; null leaves it to the queue and to how the customer wrote, false chooses plain text.</summary>
    public bool? Encrypt { get; init; }

    public ThenBody? Then { get; init; }

    public ReplyCommand ToReply(TicketId ticket)
    {
        var body = MessageText.Read(Text, Html, Attachments.Count > 0, "");
        return new ReplyCommand(ticket, body.Text, BaseSeq)
        {
            Html = body.Html,
            ClientId = ClientId,
            LockToken = LockToken,
            Channel = Channel,
            Inbox = Inbox,
            To = MailboxBody.Read(To, "to"),
            Cc = MailboxBody.Read(Cc, "cc"),
            Bcc = MailboxBody.Read(Bcc, "bcc") ?? [],
            Attachments = Attachments,
            Sign = Sign,
            Encrypt = Encrypt,
            Then = Then?.ToStatus(),
        };
    }

    public NoteCommand ToNote(TicketId ticket)
    {
        var body = MessageText.Read(Text, Html, Attachments.Count > 0, "");
        return new NoteCommand(ticket, body.Text)
        {
            Html = body.Html,
            ClientId = ClientId,
            Attachments = Attachments,
            Then = Then?.ToStatus(),
        };
    }
}

/// <summary>Status to set with a message.</summary>
public sealed record ThenBody
{
    public string? Status { get; init; }

    public DateTimeOffset? PendingUntil { get; init; }

    public ThenStatus ToStatus() =>
        new(Status ?? throw new InvalidRequestException("then.status", "A status is needed."), PendingUntil?.ToUniversalTime());
}
