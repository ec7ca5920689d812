using System.Diagnostics;
using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Fanout;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Coordination.Tests.Connection;

/// <summary>Each test has a server of its own, since it takes it away.</summary>
public abstract class LostServerContract(CoordinationServer server) : CoordinationContract(server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public override async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task With_the_server_gone_every_port_answers_unknown_at_once_and_all_return_with_it()
    {
        var presence = new RedisPresence(Connection, Clock);
        var locks = new RedisTicketLocks(Connection, Clock);
        await presence.BeatAsync(Anna, "c1", Availability.Online, Ct);
        await locks.RenewAsync(Ticket, 2, Lease, Ct);

        await Server.StopAsync();
        await Eventually.TrueAsync(async () => !await Connection.PingAsync(Ct));

        var asked = Stopwatch.StartNew();
        for (var call = 0; call < 20; call++)
        {
            (await presence.ReadAsync(Ct)).IsKnown.ShouldBeFalse();
            (await presence.ViewersAsync(Ticket, Ct)).ShouldBeEmpty();
            (await locks.LookAsync(Ticket, 2, Ct)).ShouldBe(LockLease.Unknown);
            (await locks.RenewAsync(Ticket, 2, Lease, Ct)).ShouldBeTrue("unknown is not taken over");
            await locks.EndAsync(Ticket, 2, Ct);
            await presence.BeatAsync(Anna, "c1", Availability.Online, Ct);
        }

        asked.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3), "120 calls; one silence is paid, not each");

        await Server.StartAsync();
        await Eventually.TrueAsync(async () => (await presence.ReadAsync(Ct)).IsKnown);
        await presence.BeatAsync(Anna, "c1", Availability.Online, Ct);
        (await presence.ReadAsync(Ct)).Agents.Keys.ShouldContain(Anna);
        (await locks.LookAsync(Ticket, 2, Ct)).ShouldBe(LockLease.Lapsed);
    }

    [Fact]
    public async Task With_the_server_gone_limits_are_counted_here()
    {
        var limiter = new RedisRateLimiter(Connection, new LocalRateLimiter(Clock), Clock);
        await Server.StopAsync();
        await Eventually.TrueAsync(async () => !await Connection.PingAsync(Ct));
        var twice = new RateLimit(2, TimeSpan.FromMinutes(1));

        (await limiter.TakeAsync("k", twice, Ct)).IsAllowed.ShouldBeTrue();
        (await limiter.TakeAsync("k", twice, Ct)).IsAllowed.ShouldBeTrue();
        (await limiter.TakeAsync("k", twice, Ct)).IsAllowed.ShouldBeFalse();
    }

    [Fact]
    public async Task After_a_restart_every_node_resyncs_and_then_hears_again()
    {
        var here = Own(new RedisFanout(await OpenAsync(), NullLogger<RedisFanout>.Instance));
        var there = Own(new RedisFanout(await OpenAsync(), NullLogger<RedisFanout>.Instance));
        await here.WhenSubscribedAsync(Ct);
        await there.WhenSubscribedAsync(Ct);
        using var heard = new Heard(there);
        here.Publish(new FeedEvent.TicketChanged(Ticket, 1));
        (await heard.NextAsync()).ShouldBe(new FeedEvent.TicketChanged(Ticket, 1));

        await Server.StopAsync();
        await Eventually.TrueAsync(async () => !await Connection.PingAsync(Ct));
        here.Publish(new FeedEvent.TicketChanged(Ticket, 2));
        await Server.StartAsync();
        await heard.UntilResyncAsync();

        await Eventually.TrueAsync(() =>
        {
            here.Publish(new FeedEvent.TicketChanged(Ticket, 3));
            return Task.FromResult(!heard.IsEmpty);
        });
        (await heard.NextHintAsync()).ShouldBe(new FeedEvent.TicketChanged(Ticket, 3), "what was dropped is healed by resync, never sent late");
    }

    [Fact]
    public async Task Opening_while_the_server_is_away_does_not_wait_for_it_and_comes_alive_with_it()
    {
        await Server.StopAsync();
        var opening = Stopwatch.StartNew();
        var connection = await OpenAsync();
        opening.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        var fanout = Own(new RedisFanout(connection, NullLogger<RedisFanout>.Instance));
        using var heard = new Heard(fanout);
        (await new RedisPresence(connection, Clock).ReadAsync(Ct)).IsKnown.ShouldBeFalse();

        await Server.StartAsync();

        await fanout.WhenSubscribedAsync(Ct);
        (await heard.NextAsync()).ShouldBeNull("whatever happened before the subscription may have been missed");
        (await connection.PingAsync(Ct)).ShouldBeTrue();
    }
}

public sealed class GarnetLost() : LostServerContract(new GarnetInProcess());

public sealed class RedisServerLost() : LostServerContract(new RedisProcess());

public sealed class RedisClusterLost() : LostServerContract(new RedisCluster());
