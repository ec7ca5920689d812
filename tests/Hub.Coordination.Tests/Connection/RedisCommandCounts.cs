using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using StackExchange.Redis;

namespace Hub.Coordination.Tests.Connection;

/// <summary>The client's profile does not look inside transactions; the server's own count does.</summary>
public sealed class RedisCommandCounts(RedisProcess server) : CoordinationContract(server), IClassFixture<RedisProcess>
{
    [Fact]
    public async Task The_server_saw_no_other_command_and_every_one_that_is_listed_for_the_ports()
    {
        var options = ConfigurationOptions.Parse(Server.ConnectionString);
        options.AllowAdmin = true;
        await using var administrator = await ConnectionMultiplexer.ConnectAsync(options);
        var server = administrator.GetServers().Single();

        await UseEverythingAsync();

        string[] writing = ["HSET", "HDEL", "HGETALL", "ZADD", "ZREM", "ZRANGE", "ZREMRANGEBYSCORE", "EXPIRE", "PUBLISH", "MULTI", "WATCH"];
        HashSet<string> seen = [];
        // Nobody waits for what is published.
        await Eventually.TrueAsync(async () =>
        {
            seen = (await server.InfoAsync("commandstats")).SelectMany(static section => section)
                .Select(static line => line.Key["cmdstat_".Length..].Split('|')[0].ToUpperInvariant()).ToHashSet();
            return !writing.Except(seen).Any();
        });
        seen.Except(RedisCommands.OfPorts).Except(RedisCommands.OfClient).ShouldBeEmpty();
    }
}
