using System.Diagnostics;
using Hub.Bench.Faults;

namespace Hub.Bench.Nodes;

/// <summary>Visitors, mails and an agent on two nodes behind a balancer, one of which is killed again and again; then everything is
/// read back.</summary>
public static class NodeFaultRun
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1000);

    public static async Task<NodeFaultReport> RunAsync(FaultPlan plan, Backends backends, string program, CancellationToken ct)
    {
        await using var nodes = await TwoNodes.StartAsync(backends, program, ct);
        await using var traffic = await NodeTraffic.BeginAsync(plan, nodes.Balancer.Address, nodes.Balancer.Address, ct);
        var random = new Random(plan.Seed);
        var slowest = TimeSpan.Zero;
        for (var kill = 0; kill < plan.Kills; kill++)
        {
            await Task.Delay(ShortestPause + ((LongestPause - ShortestPause) * random.NextDouble()), ct);
            var node = nodes.Both[random.Next(2)];
            var killed = Stopwatch.GetTimestamp();
            await node.KillAsync();
            await node.StartAsync(ct);
            slowest = Stopwatch.GetElapsedTime(killed) is var took && took > slowest ? took : slowest;
        }

        var report = await traffic.EndAsync(ct);
        return report with { Found = report.Found with { Kills = plan.Kills, SlowestReturn = slowest } };
    }
}
