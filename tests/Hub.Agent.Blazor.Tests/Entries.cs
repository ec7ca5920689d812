using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Tests;

/// <summary>Tickets and entries with what a test does not care about filled in.</summary>
internal static class Entries
{
    public static DateTimeOffset Noon { get; } = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static Actor Marta { get; } = new(ActorType.Contact, "con_marta", "Marta Nowak", "marta@customer.example");

    public static Actor Anna { get; } = new(ActorType.Agent, "agt_anna", "Anna Berger", null);

    public static Ticket Ticket(string number = "4711") => new()
    {
        Id = new TicketId($"tkt_{number}"),
        Number = number,
        Subject = "Kettle leaks",
        Status = "open",
        State = TicketState.Open,
        Queue = new QueueId("que_support"),
        Contact = new ContactId("con_marta"),
        ContactName = "Marta Nowak",
        Preview = "It leaks at the handle",
        Channels = [ChannelKind.Email],
        LastActivityAt = Noon,
        CreatedAt = Noon,
        UpdatedAt = Noon,
        Version = 1,
    };

    public static Message Message(long seq, Actor author, int minutes = 0, MessageKind kind = MessageKind.Public, string text = "Hello") => new()
    {
        Id = new MessageId($"msg_{seq}"),
        Ticket = new TicketId("tkt_4711"),
        Seq = seq,
        Rev = seq,
        MessageKind = kind,
        Direction = author.Type == ActorType.Contact ? Direction.In : Direction.Out,
        Channel = ChannelKind.Chat,
        Author = author,
        Text = kind == MessageKind.Activity ? "" : text,
        Change = kind == MessageKind.Activity ? new Change("status", "new", "open", author, null) : null,
        CreatedAt = Noon.AddMinutes(minutes),
        OccurredAt = Noon.AddMinutes(minutes),
    };
}
