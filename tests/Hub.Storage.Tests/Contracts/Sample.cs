using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Storage.Tests.Contracts;

/// <summary>Documents to store.</summary>
internal static class Sample
{
    private static int _number;

    public static readonly QueueId Sales = new("que_sales");
    public static readonly QueueId Support = new("que_support");
    public static readonly AgentId Ann = new("agt_ann");

    /// <summary>Rights to read some queues.</summary>
    public static QueueRights Reads(IEnumerable<QueueId> queues) => QueueRights.On(queues, RightSet.Of(Right.Read));

    public static Ticket Ticket(DateTimeOffset at, QueueId? queue = null, AgentId? assignee = null, string? number = null) => new()
    {
        Id = DocId<Ticket>.New(at),
        Number = number ?? Interlocked.Increment(ref _number).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Subject = "The parcel is late",
        Status = "open",
        State = TicketState.Open,
        Queue = queue ?? Sales,
        Assignee = assignee,
        Contact = new ContactId("con_1"),
        ContactName = "Erika Mustermann",
        LastActivityAt = at,
        CreatedAt = at,
        UpdatedAt = at,
    };

    public static Message Message(Ticket ticket, long seq, string text, string? clientId = null) => new()
    {
        Id = DocId<Message>.New(ticket.CreatedAt),
        Ticket = ticket.Id,
        Seq = seq,
        Rev = seq,
        PublicSeq = seq,
        PublicRev = seq,
        MessageKind = MessageKind.Public,
        Direction = Direction.In,
        Channel = ChannelKind.Chat,
        Author = new Actor(ActorType.Contact, "con_1", "Erika Mustermann", null),
        ClientId = clientId,
        CreatedAt = ticket.CreatedAt,
        OccurredAt = ticket.CreatedAt,
        Text = text,
    };
}
