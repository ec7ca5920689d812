using Hub.Bench.Faults;
using Hub.Bench.Figures;
using Hub.Bench.Nodes;

namespace Hub.Bench.NodeParts;

/// <summary>Either node is killed again and again under 1,000 messages.</summary>
public sealed class KilledNodes() : NodePart("kills")
{
    public override async Task RunAsync(BenchOptions options, string program, FigureWriter figures, CancellationToken ct)
    {
        await using var backends = await BenchBackends.StartAsync(ct);
        var plan = options.IsSmall ? new FaultPlan(10, 20, 20, 4, options.Seed) : new FaultPlan(10, 95, 50, 20, options.Seed);
        var report = await NodeFaultRun.RunAsync(plan with { Pause = TimeSpan.FromMilliseconds(800) }, backends.Both, program, ct);
        Write(figures, "kills of either node", report.Found.Kills, "kills", n: report.Found.Acknowledged);
        Write(figures, "slowest start of a killed node", report.Found.SlowestReturn.TotalSeconds, "s", n: report.Found.Kills);
        Write(figures, "slowest visitor to go on", report.VisitorResume.TotalSeconds, "s", 5, report.Found.Repeated);
        Write(figures, "slowest return of the agent", report.AgentResume.TotalSeconds, "s", 5, report.Found.Kills);
        WriteFound(figures, report);
    }
}
