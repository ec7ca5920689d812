using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
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

        // Nobody waits for what is published.
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await Eventually.TrueAsync(() =>
        {
            used.UnionWith(session.FinishProfiling().Select(static command => command.Command));
            return used.Contains("EXEC") && used.Contains("PUBLISH");
        });
        used.Except(RedisCommands.OfPorts, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
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
}

public sealed class GarnetCommands(GarnetInProcess server) : CommandsContract(server), IClassFixture<GarnetInProcess>;

public sealed class RedisServerCommands(RedisProcess server) : CommandsContract(server), IClassFixture<RedisProcess>;

public sealed class RedisClusterCommands(RedisCluster server) : CommandsContract(server), IClassFixture<RedisCluster>;
