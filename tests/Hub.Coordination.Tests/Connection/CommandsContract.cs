using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Hub.Coordination.Tests.Connection;

public abstract class CommandsContract(CoordinationServer server) : CoordinationContract(server)
{
    [Fact]
    public async Task The_ports_use_only_commands_that_both_servers_have()
    {
        var session = new ProfilingSession();
        Connection.Multiplexer.RegisterProfiler(() => session);

        await UseEverythingAsync();

        var used = session.FinishProfiling().Select(static command => command.Command).ToHashSet(StringComparer.OrdinalIgnoreCase);
        used.Except(RedisCommands.OfPorts, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
        used.ShouldContain("EXEC");
        used.ShouldContain("PUBLISH");
    }

    [Theory]
    [InlineData("XADD")]
    [InlineData("EVAL")]
    [InlineData("HEXPIRE")]
    [InlineData("SORT")]
    [InlineData("KEYS")]
    public async Task The_client_refuses_every_other_command(string command) =>
        await Should.ThrowAsync<RedisCommandException>(
            () => Connection.Multiplexer.GetDatabase().ExecuteAsync(command, "k"));

    protected async Task UseEverythingAsync()
    {
        var presence = new RedisPresence(Connection, Clock);
        await presence.BeatAsync(Anna, "c1", Availability.Online, Ct);
        await presence.BeatAsync(Ben, "c2", Availability.Online, Ct);
        await presence.LeaveAsync(Ben, "c2", Ct);
        Clock.Advance(RedisPresence.Lease);
        await presence.ReadAsync(Ct);
        await presence.ViewAsync(Ticket, new Viewer(Anna, "Anna", ViewerMode.Viewing), "c1", Ct);
        await presence.ViewersAsync(Ticket, Ct);
        await presence.UnviewAsync(Ticket, "c1", Ct);
        var locks = new RedisTicketLocks(Connection, Clock);
        await locks.RenewAsync(Ticket, 1, RedisPresence.Lease, Ct);
        await locks.RenewAsync(Ticket, 2, RedisPresence.Lease, Ct);
        await locks.LookAsync(Ticket, 2, Ct);
        await locks.EndAsync(Ticket, 2, Ct);
        var limiter = new RedisRateLimiter(Connection, new LocalRateLimiter(Clock), Clock);
        await limiter.TakeAsync("k", new RateLimit(1, TimeSpan.FromSeconds(9)), Ct);
        await limiter.TakeAsync("k", new RateLimit(1, TimeSpan.FromSeconds(9)), Ct);
        var fanout = Own(new RedisFanout(Connection, NullLogger<RedisFanout>.Instance));
        await fanout.WhenSubscribedAsync(Ct);
        fanout.Publish(new FeedEvent.PresenceChanged());
    }
}

public sealed class GarnetCommands(GarnetInProcess server) : CommandsContract(server), IClassFixture<GarnetInProcess>;

public sealed class RedisServerCommands(RedisProcess server) : CommandsContract(server), IClassFixture<RedisProcess>
{
    /// <summary>The client's profile does not look inside transactions; the server's own count does.</summary>
    [Fact]
    public async Task The_server_saw_no_other_command_and_every_one_that_is_listed_for_the_ports()
    {
        var options = ConfigurationOptions.Parse(Server.ConnectionString);
        options.AllowAdmin = true;
        await using var administrator = await ConnectionMultiplexer.ConnectAsync(options);
        var server = administrator.GetServers().Single();

        await UseEverythingAsync();

        var seen = (await server.InfoAsync("commandstats")).SelectMany(static section => section)
            .Select(static line => line.Key["cmdstat_".Length..].Split('|')[0].ToUpperInvariant()).ToHashSet();
        seen.Except(RedisCommands.OfPorts).Except(RedisCommands.OfClient).ShouldBeEmpty();
        string[] writing = ["HSET", "HDEL", "HGETALL", "ZADD", "ZREM", "ZRANGE", "ZREMRANGEBYSCORE", "EXPIRE", "PUBLISH", "MULTI", "WATCH"];
        writing.Except(seen).ShouldBeEmpty();
    }
}
