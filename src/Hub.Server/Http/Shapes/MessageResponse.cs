using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Server.Http.Shapes;

/// <summary>A thread entry as agents and the API see it (contract: <em>Message</em>).</summary>
public sealed record MessageResponse
{
    public required string Id { get; init; }

    /// <summary>Number of the ticket.</summary>
    public required string Ticket { get; init; }

    public required long Seq { get; init; }

    public required long Rev { get; init; }

    public required MessageKind Kind { get; init; }

    public required Direction Direction { get; init; }

    public required ChannelKind Channel { get; init; }

    public required Reference? Inbox { get; init; }

    public required string? ClientId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required IReadOnlyList<string> Marks { get; init; }

    public required Actor Author { get; init; }

    public required IReadOnlyList<Mailbox> To { get; init; }

    public required IReadOnlyList<Mailbox> Cc { get; init; }

    public required IReadOnlyList<Mailbox> Bcc { get; init; }

    public required string? Subject { get; init; }

    public required string Text { get; init; }

    public required string VisibleText { get; init; }

    public required string? Html { get; init; }

    public required string? Language { get; init; }

    public required IReadOnlyList<AttachmentResponse> Attachments { get; init; }

    /// <summary>Null for what is not mail.</summary>
    public required MailHeaders? Headers { get; init; }

    public required MailClass? Classification { get; init; }

    public required SenderTrust? Trust { get; init; }

    /// <summary>The border's verdicts; null without a border to believe.</summary>
    public required SenderChecks? Checks { get; init; }

    /// <summary>Null until somebody must be told that delivery failed.</summary>
    public required BounceResponse? Bounce { get; init; }

    /// <summary>Null for what is neither signed nor encrypted.</summary>
    public required CryptoResponse? Crypto { get; init; }

    public required Delivery? Delivery { get; init; }

    public required string? FiledBecause { get; init; }

    public required Change? Change { get; init; }

    /// <summary>Where a copy came from.</summary>
    public required OriginResponse? Origin { get; init; }

    /// <summary>Where a copy stands that counts instead; null while this one does.</summary>
    public required OriginResponse? MovedTo { get; init; }

    public required int? DurationSeconds { get; init; }

    /// <summary>The entry as its reader is told of it.</summary>
    public static MessageResponse Of(ToldEntry told, string ticketNumber, DirectorySnapshot names)
    {
        var message = told.Entry;
        return new()
        {
            Id = message.Id.Value,
            Ticket = ticketNumber,
            Seq = message.Seq,
            Rev = message.Rev,
            Kind = message.MessageKind,
            Direction = message.Direction,
            Channel = message.Channel,
            Inbox = Reference.To(message.Inbox, names),
            ClientId = message.ClientId,
            CreatedAt = message.CreatedAt,
            OccurredAt = message.OccurredAt,
            Marks = message.Marks,
            Author = message.Author,
            To = message.To,
            Cc = message.Cc,
            Bcc = message.Bcc,
            Subject = message.Subject,
            Text = message.Text,
            VisibleText = message.VisibleText ?? message.Text,
            Html = message.Html,
            Language = message.Language,
            Attachments = [.. message.Attachments.Select(AttachmentResponse.Of)],
            Headers = MailHeaders.Of(message.Mail),
            Classification = message.Mail?.Classification,
            Trust = message.Trust,
            Checks = message.Mail?.Checks,
            Bounce = BounceResponse.Of(message.Mail?.Bounce),
            Crypto = CryptoResponse.Of(message.Crypto),
            Delivery = message.Delivery,
            FiledBecause = message.FiledBecause,
            Change = message.Change,
            Origin = OriginResponse.Of(message.Origin),
            MovedTo = OriginResponse.Of(message.MovedTo),
            DurationSeconds = message.DurationSeconds,
        };
    }
}

/// <summary>What came back of a mail; <c>hard</c>: at least one of the addresses will never work.</summary>
public sealed record BounceResponse(IReadOnlyList<string> Recipients, bool Hard, string? Status, string? Reason)
{
    public static BounceResponse? Of(BounceFacts? bounce) => bounce is null ? null : new(bounce.Recipients, bounce.IsHard, bounce.Status, bounce.Reason);
}

/// <summary>A file of a message; sizes in bytes, decoded.</summary>
public sealed record AttachmentResponse(string Id, string Name, string MediaType, long Size, string Sha256, bool Inline, string? ContentId)
{
    public static AttachmentResponse Of(AttachmentRef file) =>
        new(file.Id.Value, file.Name, file.MediaType, file.Size, file.Sha256, file.IsInline, file.ContentId);
}

/// <summary>A place in another ticket; both are null when the reader may not see that ticket.</summary>
public sealed record OriginResponse(string? Ticket, long? Seq)
{
    public static OriginResponse? Of(Origin? place) => place is null ? null
        : place.Ticket == Disclosure.HiddenTicket ? new(null, null) : new(place.Ticket, place.Seq);
}

/// <summary>Ids of a mail, without angle brackets.</summary>
public sealed record MailHeaders(string? MessageId, string? InReplyTo, IReadOnlyList<string> References)
{
    public static MailHeaders? Of(MailFacts? mail) => mail is null ? null : new(mail.MessageId, mail.InReplyTo, mail.References);
}
