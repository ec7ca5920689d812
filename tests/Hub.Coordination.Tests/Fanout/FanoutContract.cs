using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Live;
using Hub.Core.Ports;
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
