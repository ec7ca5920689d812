using System.Diagnostics;
using Hub.Coordination.Embedded;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Agents;
using Hub.Core.Live;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Hub.Coordination.Tests;

public sealed class CoordinationHostTests
{
    [Fact]
    public async Task Without_a_connection_string_the_server_is_in_this_process()
    {
        await using var host = await StartAsync(new CoordinationSettings());

        host.IsEmbedded.ShouldBeTrue();
        await Eventually.TrueAsync(async () => await host.PingAsync(TestContext.Current.CancellationToken));
        // A beat that the busy machine did not carry out in time is lost, and the next one counts.
        await Eventually.TrueAsync(async () =>
        {
            await host.Presence.BeatAsync(new AgentId("agt_1"), "c", Availability.Online, TestContext.Current.CancellationToken);
            return (await host.Presence.ReadAsync(TestContext.Current.CancellationToken)).Agents.Count == 1;
        });
        using var nobody = host.Fanout.Subscribe(static _ => { }, static () => { });
        host.Fanout.Publish(new FeedEvent.PresenceChanged());
        host.Fanout.ShouldBeOfType<SingleNodeFanout>();
    }

    [Fact]
    public async Task Two_hosts_in_one_process_do_not_meet()
    {
        await using var one = await StartAsync(new CoordinationSettings());
        await using var two = await StartAsync(new CoordinationSettings());

        await one.Presence.BeatAsync(new AgentId("agt_1"), "c", Availability.Online, TestContext.Current.CancellationToken);

        (await two.Presence.ReadAsync(TestContext.Current.CancellationToken)).Agents.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_embedded_server_asks_other_programs_for_its_password()
    {
        using var garnet = GarnetHost.Start();
        var without = ConfigurationOptions.Parse(garnet.ConnectionString);
        without.Password = null;
        without.ConnectRetry = 0;

        await Should.ThrowAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(without));
    }

    [Fact]
    public async Task A_server_that_is_not_there_does_not_keep_the_process_from_starting()
    {
        var started = Stopwatch.StartNew();
        await using var host = await StartAsync(new CoordinationSettings($"127.0.0.1:{GarnetHost.FreePort()}"));

        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        (await host.PingAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await host.Presence.ReadAsync(TestContext.Current.CancellationToken)).IsKnown.ShouldBeFalse();
    }

    private static Task<CoordinationHost> StartAsync(CoordinationSettings settings) =>
        CoordinationHost.StartAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
}
