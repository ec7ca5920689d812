using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Agents;
using Hub.Core.Ports;
using StackExchange.Redis;

namespace Hub.Coordination.Tests.Connection;

public abstract class LeftoversContract(CoordinationServer server) : CoordinationContract(server)
{
    [Fact]
    public async Task The_server_forgets_every_key_that_nobody_renews()
    {
        var presence = new RedisPresence(Connection, Clock);
        await presence.BeatAsync(Anna, "c1", Availability.Online, Ct);
        await presence.ViewAsync(Ticket, new Viewer(Anna, "Anna", ViewerMode.Viewing), "c1", Ct);
        await new RedisTicketLocks(Connection, Clock).RenewAsync(Ticket, 1, RedisPresence.Lease, Ct);
        await new RedisRateLimiter(Connection, new LocalRateLimiter(Clock), Clock).TakeAsync("k", new RateLimit(1, TimeSpan.FromSeconds(9)), Ct);

        // Looks with commands that Hub's own connection refuses.
        await using var administrator = await ConnectionMultiplexer.ConnectAsync(Server.ConnectionString);
        var database = administrator.GetDatabase();
        var keys = administrator.GetServers().SelectMany(server => server.Keys(pattern: Connection.Prefix + "*")).ToList();

        keys.Count.ShouldBe(6);
        foreach (var key in keys)
        {
            var left = await database.KeyTimeToLiveAsync(key);
            left.ShouldNotBeNull(key);
            left.Value.ShouldBeLessThanOrEqualTo(RedisTicketLocks.Memory);
        }
    }
}

public sealed class GarnetLeftovers(GarnetInProcess server) : LeftoversContract(server), IClassFixture<GarnetInProcess>;

public sealed class RedisServerLeftovers(RedisProcess server) : LeftoversContract(server), IClassFixture<RedisProcess>;

public sealed class RedisClusterLeftovers(RedisCluster server) : LeftoversContract(server), IClassFixture<RedisCluster>;
