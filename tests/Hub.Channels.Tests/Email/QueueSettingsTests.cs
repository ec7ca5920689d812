using System.Globalization;
using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Microsoft.Extensions.Time.Testing;

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

    [Theory]
    [InlineData("de", "Vorstand, [Hub#{0}], Mo–Fr 09:00–17:00 (Europe/Berlin), zu")]
    [InlineData("de-AT", "Vorstand, [Hub#{0}], Mo–Fr 09:00–17:00 (Europe/Berlin), zu")]
    [InlineData("fr", "Le comité: {0}")]
    [InlineData("pt", "The board has it: {0}")]
    [InlineData(null, "The board has it: {0}")]
    public async Task A_receipt_speaks_the_customers_language_in_the_nearest_queues_words(string? language, string expected)
    {
        await using var desk = await MailDesk.OpenAsync(new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero)));
        await desk.AddQueuesAsync(
            Board with
            {
                Receipts = new Dictionary<string, string> { ["de"] = "nicht dieses", ["fr"] = "Le comité: {{ ticket.number }}" },
                SenderName = "Vorstand",
                WorkingHours = new WorkingHours("Europe/Berlin", [.. Enumerable.Range(1, 5).Select(static day => new WorkingSpan((DayOfWeek)day, new TimeOnly(9, 0), new TimeOnly(17, 0)))]),
            },
            Treasurer with
            {
                Receipts = new Dictionary<string, string> { ["de"] = "{{ team.name }}, {{ ticket.tag }}, {{ hours }}, {% if is_open %}offen{% else %}zu{% endif %}" },
            });

        var outcome = await desk.FileAsync((language is null ? "" : $"Content-Language: {language}\n")
            + Mails.From(Mails.Carla, id: "first@customer.test").Replace("support@hub.test", "Money@hub.test", StringComparison.Ordinal));

        (await desk.ThreadAsync(outcome.Ticket))[^1].Text.ShouldBe(string.Format(CultureInfo.InvariantCulture, expected, outcome.Ticket));
    }

    [Fact]
    public async Task The_queues_team_signs_in_the_customers_language_with_the_agents_name()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.AddQueuesAsync(
            Board with { Signature = "{{ agent.name }} for {{ team.name }}", SenderName = "The board" },
            Treasurer with { Signatures = new Dictionary<string, string> { ["de"] = "{{ agent.name }}, {{ team.name }} <{{ team.address }}>" } });
        var channel = new KeepingChannel();

        var german = await desk.FileAsync("Content-Language: de\n"
            + Mails.From(Mails.Carla, id: "first@customer.test").Replace("support@hub.test", "Money@hub.test", StringComparison.Ordinal));
        await desk.AnswerAsync(german.Ticket!, "Ja.");
        await DeliverAllAsync(desk, channel);
        var english = await desk.FileAsync("Content-Language: en\n"
            + Mails.From("ed@customer.test", id: "second@customer.test").Replace("support@hub.test", "Money@hub.test", StringComparison.Ordinal));
        await desk.AnswerAsync(english.Ticket!, "Yes.");
        await DeliverAllAsync(desk, channel);

        var replies = channel.Sent.Where(static sent => sent.Message.MessageKind == MessageKind.Public).ToList();
        replies.Select(static sent => sent.Signature).ShouldBe(["Anna, The board <money@hub.test>", "Anna for The board"]);
        replies.ShouldAllBe(static sent => sent.SenderName == "The board" && sent.SenderAddress == "money@hub.test");
        channel.Sent.Where(static sent => sent.Message.MessageKind == MessageKind.Activity).ShouldAllBe(static sent => sent.Signature == null);
    }

    private static async Task DeliverAllAsync(MailDesk desk, IChannel channel)
    {
        IReadOnlyList<LeasedEntry> work;
        do
        {
            work = await desk.Store.Outbox.LeaseAsync(OutboxConsumers.Deliver, 10, DeliverMessage.Lease, MailDesk.Stop);
            foreach (var entry in work)
            {
                await desk.Deliver(channel).HandleAsync(entry, MailDesk.Stop);
            }
        }
        while (work.Count > 0);
    }

    private sealed class KeepingChannel : IChannel
    {
        public List<OutboundMessage> Sent { get; } = [];

        public ChannelKind Kind => ChannelKind.Email;

        public ValueTask<DeliveryOutcome> SendAsync(OutboundMessage outbound, CancellationToken ct)
        {
            Sent.Add(outbound);
            return ValueTask.FromResult<DeliveryOutcome>(new DeliveryOutcome.Sent("x@hub.test"));
        }
    }
}
