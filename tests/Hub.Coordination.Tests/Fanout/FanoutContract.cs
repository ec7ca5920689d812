using System.Text.Json;
using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Contacts;
using Hub.Core.Inboxes;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Coordination.Tests.Fanout;

public abstract class FanoutContract(CoordinationServer server) : CoordinationContract(server)
{
    [Fact]
    public async Task Hints_reach_the_other_nodes_in_order_and_not_the_sender()
    {
        var here = await NodeAsync();
        var there = await NodeAsync();
        using var own = new Heard(here);
        using var heard = new Heard(there);

        for (var rev = 1; rev <= 500; rev++)
        {
            here.Publish(new FeedEvent.TicketChanged(Ticket, rev));
        }

        for (var rev = 1; rev <= 500; rev++)
        {
            (await heard.NextAsync()).ShouldBe(new FeedEvent.TicketChanged(Ticket, rev));
        }

        own.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Every_kind_of_hint_survives_the_way()
    {
        var here = await NodeAsync();
        using var heard = new Heard(await NodeAsync());
        FeedEvent[] hints =
        [
            new FeedEvent.TicketChanged(Ticket, 3),
            new FeedEvent.TypingChanged(Ticket, true, "vis_1", "Jörg \"J\" 🙂", ViewerMode.Replying),
            new FeedEvent.ViewersChanged(Ticket),
            new FeedEvent.LockAsked(Ticket, Anna, Ben, "Ben"),
            new FeedEvent.PresenceChanged(),
            new FeedEvent.AgentChanged(Anna),
            new FeedEvent.SettingsChanged(),
        ];

        foreach (var hint in hints)
        {
            here.Publish(hint);
            (await heard.NextAsync()).ShouldBe(hint);
        }
    }

    [Fact]
    public async Task A_change_arrives_with_its_header_its_entries_and_their_versions()
    {
        var here = await NodeAsync();
        using var heard = new Heard(await NodeAsync());
        var now = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var author = new Actor(ActorType.Contact, "con_1", "Jörg \"J\" 🙂", "j@customer.test");
        var edit = OpenTicket.Begin(
            new NewTicket("100001", "Kettle", new Queue { Id = new QueueId("que_1"), Name = "Support", CreatedAt = now },
                new Contact { Id = new ContactId("con_1"), Name = "Jörg", CreatedAt = now }), author, ChannelKind.Chat, now);
        edit.Add(new Message
        {
            Id = MessageId.New(now),
            MessageKind = MessageKind.Public,
            Direction = Direction.In,
            Channel = ChannelKind.Chat,
            Author = author,
            CreatedAt = now,
            OccurredAt = now,
            Text = "It leaks\n\u0007",
        });
        var update = TicketUpdate.Of(edit);

        here.Publish(new FeedEvent.TicketChanged(update.Ticket.Id, 1) { Change = CarriedChange.Of(update) });

        var told = (await heard.NextAsync()).ShouldBeOfType<FeedEvent.TicketChanged>().Change!.ToUpdate();
        JsonSerializer.Serialize(told, HubJson.Options).ShouldBe(JsonSerializer.Serialize(update, HubJson.Options));
        told.Ticket.Version.ShouldBe(update.Ticket.Version);
        told.Entries.Select(static entry => entry.Version).ShouldBe(update.Entries.Select(static entry => entry.Version));
    }

    [Fact]
    public async Task A_subscriber_that_fails_does_not_keep_hints_from_the_others_and_one_that_left_hears_nothing()
    {
        var here = await NodeAsync();
        var there = await NodeAsync();
        using var failing = there.Subscribe(static _ => throw new InvalidOperationException("subscriber"), static () => { });
        var left = new Heard(there);
        left.Dispose();
        using var heard = new Heard(there);

        here.Publish(new FeedEvent.TicketChanged(Ticket, 1));
        here.Publish(new FeedEvent.TicketChanged(Ticket, 2));

        (await heard.NextAsync()).ShouldBe(new FeedEvent.TicketChanged(Ticket, 1));
        (await heard.NextAsync()).ShouldBe(new FeedEvent.TicketChanged(Ticket, 2));
        left.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_hint_this_version_does_not_know_means_resync()
    {
        using var heard = new Heard(await NodeAsync());

        await Connection.Multiplexer.GetSubscriber().PublishAsync(
            StackExchange.Redis.RedisChannel.Literal(Connection.Prefix + "feed"), "newernode E {\"type\":\"ofNextYear\"}");

        (await heard.NextAsync()).ShouldBeNull();
    }

    protected async Task<RedisFanout> NodeAsync()
    {
        var fanout = Own(new RedisFanout(await OpenAsync(), NullLogger<RedisFanout>.Instance));
        await fanout.WhenSubscribedAsync(Ct);
        return fanout;
    }
}

public sealed class GarnetFanout(GarnetInProcess server) : FanoutContract(server), IClassFixture<GarnetInProcess>;

public sealed class RedisServerFanout(RedisProcess server) : FanoutContract(server), IClassFixture<RedisProcess>;

public sealed class RedisClusterFanout(RedisCluster server) : FanoutContract(server), IClassFixture<RedisCluster>;
