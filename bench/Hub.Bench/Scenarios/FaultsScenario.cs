using Hub.Bench.Faults;
using Hub.Bench.Figures;
using Hub.Bench.Processes;

namespace Hub.Bench.Scenarios;

public sealed class FaultsScenario() : Scenario("faults", "what is lost, doubled or out of order after 10 kills (SIGKILL) under 50 visitors and a mail feed")
{
    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        var plan = options.IsSmall ? FaultPlan.Reduced(options.Seed) : FaultPlan.Full(options.Seed);
        var folder = NewFolder();
        var report = await FaultRun.RunAsync(plan, HubServer.Program, folder, ct);
        figures.Write(new Figure(Name, "acknowledged", report.Acknowledged, "msg", plan.Messages, report.Kills));
        figures.Write(new Figure(Name, "sent again after an unknown fate", report.Repeated, "msg", N: report.Kills));
        figures.Write(new Figure(Name, "lost", report.Lost.Count, "msg", N: report.Acknowledged));
        figures.Write(new Figure(Name, "doubled", report.Doubled.Count, "msg", N: report.Acknowledged));
        figures.Write(new Figure(Name, "threads out of order", report.OutOfOrder.Count, "threads", N: plan.Visitors));
        figures.Write(new Figure(Name, "exit code of check", report.CheckExitCode, "", N: 1));
        figures.Write(new Figure(Name, "slowest return after a kill", report.SlowestReturn.TotalMilliseconds, "ms", N: report.Kills));
        if (report.IsClean)
        {
            Directory.Delete(folder, recursive: true);
            return;
        }

        FigureWriter.Remark($"The data folder is kept: {folder}");
        FigureWriter.Remark($"lost: {string.Join(' ', report.Lost.Take(20))}; doubled: {string.Join(' ', report.Doubled.Take(20))}; out of order: {string.Join(' ', report.OutOfOrder)}");
        FigureWriter.Remark(report.CheckOutput);
        throw new InvalidOperationException("The fault run found broken promises.");
    }
}
