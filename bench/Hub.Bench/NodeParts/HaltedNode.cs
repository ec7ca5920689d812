using System.Diagnostics;
using Hub.Bench.Faults;
using Hub.Bench.Figures;
using Hub.Bench.Nodes;

namespace Hub.Bench.NodeParts;

/// <summary>A node that does background work is halted (SIGSTOP) for a minute under traffic: how long until the other has all work,
/// and whether what the halted one writes late is refused.</summary>
public sealed class HaltedNode() : NodePart("halt")
{
    public override async Task RunAsync(BenchOptions options, string program, FigureWriter figures, CancellationToken ct)
    {
        await using var backends = await BenchBackends.StartAsync(ct);
        await using var nodes = await TwoNodes.StartAsync(backends.Both, program, ct);
        await UntilAsync(() => Held(nodes.First) + Held(nodes.Second) == WorkLines.All.Count, ct);
        var (halted, other) = Held(nodes.First) > 0 ? (nodes.First, nodes.Second) : (nodes.Second, nodes.First);
        var plan = new FaultPlan(Visitors: 10, MessagesEach: 20, Mails: 50, Kills: 0, options.Seed) { Pause = TimeSpan.FromMilliseconds(500) };
        await using var traffic = await NodeTraffic.BeginAsync(plan, nodes.Balancer.Address, other.Address, ct);

        var halt = Stopwatch.StartNew();
        await halted.Process.PauseAsync();
        await UntilAsync(() => Held(other) == WorkLines.All.Count, ct);
        Write(figures, "work of a halted node is another's after", halt.Elapsed.TotalSeconds, "s", n: WorkLines.All.Count);
        var rest = TimeSpan.FromSeconds(options.IsSmall ? 15 : 60) - halt.Elapsed;
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, ct);
        }

        await halted.Process.ContinueAsync();
        var woken = Stopwatch.StartNew();
        await UntilAsync(() => Held(halted) + Held(other) == WorkLines.All.Count, ct);
        Write(figures, "each piece has one node again, after waking", woken.Elapsed.TotalSeconds, "s");
        WriteFound(figures, await traffic.EndAsync(ct));
    }

    private static int Held(NodeServer node) => WorkLines.Held(node.Process.Output).Count;
}
