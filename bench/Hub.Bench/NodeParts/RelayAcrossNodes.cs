using Hub.Bench.Figures;
using Hub.Bench.Nodes;
using Hub.Bench.Processes;
using Hub.Bench.Relay;

namespace Hub.Bench.NodeParts;

/// <summary>Visitors on one node and agents on another, against both on one.</summary>
public sealed class RelayAcrossNodes() : NodePart("relay")
{
    private const int Visitors = 100;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(3);

    public override async Task RunAsync(BenchOptions options, string program, FigureWriter figures, CancellationToken ct)
    {
        var one = await MeasureAsync(nodes: 1, options, program, ct);
        var two = await MeasureAsync(nodes: 2, options, program, ct);
        Write(figures, "warm-up", two.WarmUp.TotalSeconds, "s", one.WarmUp.TotalSeconds);
        Write(figures, $"rate across nodes, {Visitors} visitors", two.Closed.PerSecond, "msg/s", one.Closed.PerSecond, two.Closed.Messages);
        Write(figures, "cpu at full rate, both nodes", two.Closed.ProcessorMicroseconds, "µs/msg", one.Closed.ProcessorMicroseconds, two.Closed.Messages);
        Write(figures, $"p50 across nodes at {Pace(options)}/s", two.PacedLatency.Percentile(0.50), "ms", one.PacedLatency.Percentile(0.50), two.PacedLatency.Count);
        Write(figures, $"p99 across nodes at {Pace(options)}/s", two.PacedLatency.Percentile(0.99), "ms", one.PacedLatency.Percentile(0.99), two.PacedLatency.Count);
        Write(figures, "acknowledged but not delivered", one.Missing + two.Missing, "msg", n: two.Closed.Messages + two.Paced.Messages);
    }

    // One of several nodes looks into the store all the time; with entries left to index it takes most of a core.
    private const double Idle = 0.35;

    /// <summary>Each part begins with nothing left of the one before.</summary>
    private static async Task WhenQuietAsync(List<NodeServer> nodes, CancellationToken ct)
    {
        foreach (var node in nodes)
        {
            await node.Process.WhenQuietAsync(ct, Idle);
        }
    }

    private static int Pace(BenchOptions options) => options.IsSmall ? 50 : 100;

    private static async Task<RelayResult> MeasureAsync(int nodes, BenchOptions options, string program, CancellationToken ct)
    {
        await using var backends = await BenchBackends.StartAsync(ct);
        var all = Enumerable.Range(0, nodes).Select(_ => new NodeServer(backends.Both, program, Ports.Free())).ToList();
        try
        {
            foreach (var node in all)
            {
                await node.StartAsync(ct);
            }

            var entry = await EnterAsync(all[0].Address, ct);
            await using var course = await RelayCourse.OpenAsync(all[0].Address, all[^1].Address, entry, Visitors, ct);
            TimeSpan Processor() => all.Aggregate(TimeSpan.Zero, static (sum, node) => sum + node.Process.ProcessorTime);
            var warmUp = await course.WarmUpAsync([.. all.Select(static node => node.Process)], options.IsSmall ? options.Window : WarmUp, ct);
            await WhenQuietAsync(all, ct);
            var closed = await course.RunClosedAsync(options.Window, Processor, ct);
            await WhenQuietAsync(all, ct);
            var latencies = new Latencies((int)(Pace(options) * options.Window.TotalSeconds * 2));
            var paced = await course.RunPacedAsync(Pace(options), options.Window, Processor, latencies, ct);
            return new RelayResult(closed, paced, latencies, course.Missing, WarmUp: warmUp);
        }
        finally
        {
            foreach (var node in all)
            {
                await node.DisposeAsync();
            }
        }
    }
}
