using System.Diagnostics;
using Hub.Bench.Clients;
using Hub.Bench.Faults;
using Hub.Bench.Figures;
using Hub.Bench.Nodes;
using Hub.Bench.Processes;
using Hub.Bench.Relay;
using Hub.MongoWire;

namespace Hub.Bench.Scenarios;

public sealed class NodesScenario() : Scenario("nodes", "two nodes over one store and one Redis server against one: relay, kills, a halted node, a crowd that comes back")
{
    private const int Visitors = 100;

    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        // Without a MongoDB the test server stands in, one thread of node: its rates say nothing about MongoDB, their ratio something about Hub.
        figures.Write(new Figure(Name, "store is a real MongoDB", MongoUnderTest.IsReal ? 1 : 0, "yes/no"));
        await RelayAsync(options, figures, ct);
        await KillAsync(options, figures, ct);
        await HaltAsync(options, figures, ct);
        await StormAsync(options, figures, ct);
    }

    private async Task RelayAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        var one = await MeasureAsync(nodes: 1, options, ct);
        var two = await MeasureAsync(nodes: 2, options, ct);
        figures.Write(new Figure(Name, $"rate, visitors and agents on different nodes, {Visitors} visitors", two.Closed.PerSecond, "msg/s", one.Closed.PerSecond, two.Closed.Messages));
        figures.Write(new Figure(Name, "p50 across nodes", two.PacedLatency.Percentile(0.50), "ms", one.PacedLatency.Percentile(0.50), two.PacedLatency.Count));
        figures.Write(new Figure(Name, "p99 across nodes", two.PacedLatency.Percentile(0.99), "ms", one.PacedLatency.Percentile(0.99), two.PacedLatency.Count));
        figures.Write(new Figure(Name, "acknowledged but not delivered", one.Missing + two.Missing, "msg", N: two.Closed.Messages + two.Paced.Messages));
    }

    private static async Task<RelayResult> MeasureAsync(int nodes, BenchOptions options, CancellationToken ct)
    {
        await using var backends = await BenchBackends.StartAsync(ct);
        var all = Enumerable.Range(0, nodes).Select(_ => new NodeServer(backends.Both, HubServer.Program, Ports.Free())).ToList();
        try
        {
            foreach (var node in all)
            {
                await node.StartAsync(ct);
            }

            var entry = await EnterAsync(all[0].Address, ct);
            await using var course = await RelayCourse.OpenAsync(all[0].Address, all[^1].Address, entry, Visitors, ct);
            TimeSpan Processor() => all.Aggregate(TimeSpan.Zero, static (sum, node) => sum + node.Process.ProcessorTime);
            await course.RunClosedAsync(options.Window, Processor, ct);
            var closed = await course.RunClosedAsync(options.Window, Processor, ct);
            var pace = options.IsSmall ? 50 : 100;
            var latencies = new Latencies((int)(pace * options.Window.TotalSeconds * 2));
            var paced = await course.RunPacedAsync(pace, options.Window, Processor, latencies, ct);
            return new RelayResult(closed, paced, latencies, course.Missing);
        }
        finally
        {
            foreach (var node in all)
            {
                await node.DisposeAsync();
            }
        }
    }

    private async Task KillAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        await using var backends = await BenchBackends.StartAsync(ct);
        var plan = new FaultPlan(Visitors: 10, MessagesEach: options.IsSmall ? 20 : 95, Mails: options.IsSmall ? 20 : 50, Kills: options.IsSmall ? 4 : 20, options.Seed)
        {
            Pause = TimeSpan.FromMilliseconds(options.IsSmall ? 300 : 800),
        };
        var report = await NodeFaultRun.RunAsync(plan, backends.Both, HubServer.Program, ct);
        figures.Write(new Figure(Name, "kills of either node", report.Found.Kills, "kills", N: report.Found.Acknowledged));
        figures.Write(new Figure(Name, "lost", report.Found.Lost.Count, "msg", N: report.Found.Acknowledged));
        figures.Write(new Figure(Name, "doubled", report.Found.Doubled.Count, "msg", N: report.Found.Acknowledged));
        figures.Write(new Figure(Name, "visitors with another order", report.Found.OutOfOrder.Count, "visitors", N: plan.Visitors));
        figures.Write(new Figure(Name, "agent saw each once and in order", report.AgentSawAll ? 1 : 0, "yes/no"));
        figures.Write(new Figure(Name, "slowest visitor to go on", report.VisitorResume.TotalSeconds, "s", N: report.Found.Repeated));
        figures.Write(new Figure(Name, "slowest return of the agent", report.AgentResume.TotalSeconds, "s", N: report.Found.Kills));
    }

    /// <summary>A node is halted for 60 s: how long until the other has all work, and whether the halted one ends its own.</summary>
    private async Task HaltAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        await using var backends = await BenchBackends.StartAsync(ct);
        await using var first = new NodeServer(backends.Both, HubServer.Program, Ports.Free());
        await first.StartAsync(ct);
        await UntilAsync(() => WorkLines.Held(first.Process.Output).Count == WorkLines.All.Count, ct);
        await using var second = new NodeServer(backends.Both, HubServer.Program, Ports.Free());
        await second.StartAsync(ct);
        await UntilAsync(() => WorkLines.Held(first.Process.Output).Count + WorkLines.Held(second.Process.Output).Count == WorkLines.All.Count, ct);
        var (halted, other) = WorkLines.Held(first.Process.Output).Count > 0 ? (first, second) : (second, first);

        var halt = Stopwatch.StartNew();
        await halted.Process.PauseAsync();
        await UntilAsync(() => WorkLines.Held(other.Process.Output).Count == WorkLines.All.Count, ct);
        figures.Write(new Figure(Name, "work of a halted node is another's after", halt.Elapsed.TotalSeconds, "s", N: WorkLines.All.Count));
        var rest = TimeSpan.FromSeconds(options.IsSmall ? 15 : 60) - halt.Elapsed;
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, ct);
        }

        await halted.Process.ContinueAsync();
        var woken = Stopwatch.StartNew();
        await UntilAsync(() => WorkLines.Held(halted.Process.Output).Count + WorkLines.Held(other.Process.Output).Count == WorkLines.All.Count, ct);
        figures.Write(new Figure(Name, "each piece has one node again, after waking", woken.Elapsed.TotalSeconds, "s"));
    }

    private async Task StormAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        await using var backends = await BenchBackends.StartAsync(ct);
        await using var first = new NodeServer(backends.Both, HubServer.Program, Ports.Free());
        await using var second = new NodeServer(backends.Both, HubServer.Program, Ports.Free());
        await first.StartAsync(ct);
        await second.StartAsync(ct);
        await using var balancer = new Balancer([first.Port, second.Port]);
        var entry = await EnterAsync(first.Address, ct);
        var count = options.Visitors ?? (options.IsSmall ? 300 : 5_000);
        await using var storm = new ReconnectStorm(balancer.Address, entry.Inbox, entry.FrameTicket, count);
        await storm.EnterAsync(ct);
        var before = storm.Refused;
        var took = await storm.ReturnAsync(ct);
        figures.Write(new Figure(Name, $"half of {count} visitors are back after", took[took.Count / 2].TotalSeconds, "s", N: count));
        figures.Write(new Figure(Name, $"all of {count} visitors are back after", took[^1].TotalSeconds, "s", N: count));
        figures.Write(new Figure(Name, "attempts turned away or failed", storm.Refused - before, "attempts", N: count));
        figures.Write(new Figure(Name, "visitors who miss their message", await storm.CountWrongAsync(ct), "visitors", N: count));
    }

    private static async Task<RelayEntry> EnterAsync(Uri address, CancellationToken ct)
    {
        using var api = new ApiClient(address, HubServer.Token);
        var inbox = await api.CreateChatInboxAsync(ct);
        return new RelayEntry(inbox, await api.FrameTicketAsync(inbox, ct), HubServer.Token);
    }

    private static async Task UntilAsync(Func<bool> condition, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(ct);
        }
    }
}
