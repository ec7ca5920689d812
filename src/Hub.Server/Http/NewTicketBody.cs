using System.Text.Json;
using Hub.Core.Attachments;
using Hub.Core.Inboxes;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Server.Http;

/// <summary>A ticket as it is asked for (contract: <c>POST /tickets</c>).</summary>
public sealed record NewTicketBody
{
    public string Subject { get; init; } = "";

    public QueueId? Queue { get; init; }

    public string? Status { get; init; }

    public AgentId? Assignee { get; init; }

    public Priority? Priority { get; init; }

    public Grade? Urgency { get; init; }

    public Grade? Impact { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement> Fields { get; init; } = new Dictionary<string, JsonElement>();

    public TicketContactBody? Contact { get; init; }

    public FirstMessageBody? Message { get; init; }

    public CreateTicketCommand ToCommand()
    {
        if (Contact is null)
        {
            throw new InvalidRequestException("contact", "A ticket needs a contact.");
        }
        if (Message is null)
        {
            throw new InvalidRequestException("message", "A ticket needs a first message.");
        }
        return new CreateTicketCommand(new TicketContact(Contact.Id, Contact.Name, Contact.Email, Contact.Phone), Message.ToFirst())
        {
            Subject = Subject,
            Queue = Queue,
            Status = Status,
            Assignee = Assignee,
            Priority = Priority,
            Urgency = Urgency,
            Impact = Impact,
            Tags = Tags,
            Fields = Fields,
        };
    }
}

/// <summary>An id, or what is known of the contact.</summary>
public sealed record TicketContactBody(ContactId? Id = null, string? Name = null, string? Email = null, string? Phone = null);

/// <summary>A name and an address; the name may be missing.</summary>
public sealed record MailboxBody(string Address, string? Name = null)
{
    public static IReadOnlyList<Mailbox>? Read(IReadOnlyList<MailboxBody>? boxes, string field) => boxes is null
        ? null
        : [.. boxes.Select(box => System.Net.Mail.MailAddress.TryCreate(box.Address, out var address)
            ? new Mailbox(box.Name, address.Address)
            : throw new InvalidRequestException(field, $"'{box.Address}' is not an e-mail address."))];
}

/// <summary>The message a ticket begins with.</summary>
public sealed record FirstMessageBody
{
    public MessageKind Kind { get; init; } = MessageKind.Public;

    public Direction Direction { get; init; } = Direction.In;

    public string? Text { get; init; }

    public string? Html { get; init; }

    public ChannelKind? Channel { get; init; }

    public InboxId? Inbox { get; init; }

    public IReadOnlyList<MailboxBody>? To { get; init; }

    public IReadOnlyList<MailboxBody>? Cc { get; init; }

    public IReadOnlyList<MailboxBody>? Bcc { get; init; }

    public IReadOnlyList<DocId<Attachment>> Attachments { get; init; } = [];

    public int? DurationSeconds { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    public string? ClientId { get; init; }

    public FirstMessage ToFirst()
    {
        if (Kind == MessageKind.Activity)
        {
            throw new InvalidRequestException("message.kind", "public or note.");
        }
        var body = MessageText.Read(Text, Html, Attachments.Count > 0, "message.");
        return new FirstMessage(Kind, body.Text)
        {
            Direction = Direction,
            Html = body.Html,
            Channel = Channel,
            Inbox = Inbox,
            To = MailboxBody.Read(To, "message.to"),
            Cc = MailboxBody.Read(Cc, "message.cc") ?? [],
            Bcc = MailboxBody.Read(Bcc, "message.bcc") ?? [],
            Attachments = Attachments,
            DurationSeconds = DurationSeconds,
            OccurredAt = OccurredAt,
            ClientId = ClientId,
        };
    }
}
