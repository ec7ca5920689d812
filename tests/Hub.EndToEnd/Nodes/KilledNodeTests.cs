using Hub.Bench.Faults;
using Hub.Bench.Nodes;
using Hub.Bench.Processes;
using Checkout = Hub.EndToEnd.Hosting.Checkout;

namespace Hub.EndToEnd.Nodes;

/// <summary>The node run of the benchmarks. How long anybody waited is measured there: a build machine
/// that is busy says nothing about it.</summary>
[Collection(NodeRuns.Name)]
public sealed class KilledNodeTests
{
    [Fact]
    public async Task What_was_acknowledged_is_there_once_and_in_order_and_everybody_goes_on_at_the_other_node()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync(TestContext.Current.CancellationToken);
        var plan = new FaultPlan(Visitors: 10, MessagesEach: 95, Mails: 50, Kills: 20, Seed: 7) { Pause = TimeSpan.FromMilliseconds(800) };

        var report = await NodeFaultRun.RunAsync(plan, await NodePair.BackendsAsync(redis), Checkout.ServerAssembly, TestContext.Current.CancellationToken);

        report.Found.Acknowledged.ShouldBeGreaterThanOrEqualTo(plan.Messages);
        report.Found.Kills.ShouldBe(20);
        report.Found.Lost.ShouldBeEmpty();
        report.Found.Doubled.ShouldBeEmpty();
        report.Found.OutOfOrder.ShouldBeEmpty();
        report.AgentSawAll.ShouldBeTrue();
    }
}
