using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Channels.Tests.Email;

/// <summary>What a queue sets, and takes over from the queue above, at work on real mails.</summary>
public sealed class QueueSettingsTests
{
    private static readonly Queue Board = new()
    {
        Id = new QueueId("que_board"),
        Name = "Board",
        FollowUp = FollowUpPolicy.NewTicket,
        DefaultPriority = Priority.High,
        ReceiptText = "The board has it: {number}",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly Queue Treasurer = new()
    {
        Id = new QueueId("que_treasurer"),
        Name = "Treasurer",
        Parent = Board.Id,
        Address = "money@hub.test",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public async Task Mail_to_the_address_of_a_queue_makes_a_ticket_there_by_the_settings_it_takes_over()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.AddQueuesAsync(Board, Treasurer);

        var outcome = await desk.FileAsync(Mails.From(Mails.Carla, id: "first@customer.test")
            .Replace("support@hub.test", "Money@hub.test", StringComparison.Ordinal));

        var ticket = await desk.TicketAsync(outcome.Ticket);
        (ticket.Queue, ticket.Priority).ShouldBe((Treasurer.Id, Priority.High));
        ticket.Participants.Select(static part => part.Address).ShouldBe(["carla@customer.test"]);
        (await desk.ThreadAsync(outcome.Ticket))[^1].Text.ShouldBe($"The board has it: {outcome.Ticket}");
        await desk.CloseAsync(outcome.Ticket!);
        var again = await desk.FileAsync(Mails.Answering(Mails.Carla, "first@customer.test"));
        (await desk.TicketAsync(again.Ticket)).Links.Single().Type.ShouldBe(LinkType.FollowUpOf);
    }
}
