using Hub.Core.Contacts;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Core.Tests.Tickets;

/// <summary>Start states for tests of rules.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly AgentId AnnaId = new("agt_anna");
    public static readonly AgentId BenId = new("agt_ben");
    public static readonly Actor Anna = new(ActorType.Agent, "agt_anna", "Anna", null);
    public static readonly Actor Ben = new(ActorType.Agent, "agt_ben", "Ben", null);
    public static readonly Actor Carla = new(ActorType.Contact, "con_carla", "Carla", "carla@example.org");

    public static readonly Queue Support = new() { Id = new QueueId("que_support"), Name = "Support", CreatedAt = Noon };

    public static readonly Contact CarlaContact = new() { Id = new ContactId("con_carla"), Name = "Carla", CreatedAt = Noon };

    /// <summary>All rights on some queues.</summary>
    public static QueueRights RightsOn(params string[] queues) => QueueRights.On(queues.Select(static id => new QueueId(id)), RightSet.All);

    public static TicketEdit NewTicket(string subject = "Broken kettle") =>
        OpenTicket.Begin(new NewTicket("100001", subject, Support, CarlaContact), Carla, ChannelKind.Chat, Noon);

    /// <summary>A stored ticket with one message of the customer: entries 1 (created) and 2 (message).</summary>
    public static Ticket Asked()
    {
        var edit = NewTicket();
        TicketRules.Receive(edit, PublicFrom(Carla, "The kettle leaks"), null, reopens: true);
        return edit.Ticket;
    }

    public static Message PublicFrom(Actor author, string text) => new()
    {
        Id = MessageId.New(Noon),
        MessageKind = MessageKind.Public,
        Direction = author.Type == ActorType.Contact ? Direction.In : Direction.Out,
        Channel = ChannelKind.Chat,
        Author = author,
        CreatedAt = Noon,
        OccurredAt = Noon,
        Text = text,
    };
}
