using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Live;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Hub.Coordination.Tests.Fanout;

public sealed class ClusterFanoutTests(RedisCluster server) : CoordinationContract(server), IClassFixture<RedisCluster>
{
    [Fact]
    public async Task A_hint_is_heard_whichever_node_of_the_cluster_it_was_given_to()
    {
        var fanout = Own(new RedisFanout(await OpenAsync(), NullLogger<RedisFanout>.Instance));
        await fanout.WhenSubscribedAsync(Ct);
        using var heard = new Heard(fanout);
        await using var administrator = await ConnectionMultiplexer.ConnectAsync(Server.ConnectionString);
        var nodes = administrator.GetServers();
        nodes.Length.ShouldBe(3);

        for (var node = 0; node < nodes.Length; node++)
        {
            await nodes[node].ExecuteAsync("PUBLISH", $"{Connection.Prefix}feed", $"another E {{\"type\":\"ticket\",\"ticket\":\"{Ticket}\",\"rev\":{node}}}");
            (await heard.NextAsync()).ShouldBe(new FeedEvent.TicketChanged(Ticket, node));
        }
    }
}
