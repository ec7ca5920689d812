using System.Diagnostics;
using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Agents;

namespace Hub.Coordination.Tests.Connection;

public sealed class HungServerTests(RedisProcess server) : CoordinationContract(server), IClassFixture<RedisProcess>
{
    [Fact]
    public async Task A_server_that_hangs_costs_one_wait_and_then_nothing_until_it_goes_on()
    {
        var hanging = (RedisProcess)Server;
        var presence = new RedisPresence(Connection, Clock);
        await presence.BeatAsync(Anna, "c1", Availability.Online, Ct);

        WaitAsUsual();
        await hanging.PauseAsync();
        var first = Stopwatch.StartNew();
        (await presence.ReadAsync(Ct)).IsKnown.ShouldBeFalse();
        first.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        var next = Stopwatch.StartNew();
        for (var call = 0; call < 100; call++)
        {
            (await presence.ReadAsync(Ct)).IsKnown.ShouldBeFalse();
        }

        next.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        await hanging.ContinueAsync();

        await Eventually.TrueAsync(async () => (await presence.ReadAsync(Ct)).IsKnown);
        (await presence.ReadAsync(Ct)).Agents.Keys.ShouldContain(Anna);
    }
}
