using Hub.Bench.Faults;
using Hub.EndToEnd.Hosting;

namespace Hub.EndToEnd.Faults;

/// <summary>The fault run of the benchmarks at the size for every build.</summary>
public sealed class KilledServerTests
{
    [Fact]
    public async Task What_was_acknowledged_is_there_once_and_in_order_after_the_process_was_killed()
    {
        var folder = Directory.CreateTempSubdirectory("hub-e2e-").FullName;
        var plan = FaultPlan.Reduced(seed: 7);

        var report = await FaultRun.RunAsync(plan, Checkout.ServerAssembly, folder, TestContext.Current.CancellationToken);

        report.Kills.ShouldBe(plan.Kills);
        report.Acknowledged.ShouldBe(plan.Messages);
        report.Lost.ShouldBeEmpty();
        report.Doubled.ShouldBeEmpty();
        report.OutOfOrder.ShouldBeEmpty();
        report.CheckExitCode.ShouldBe(0, report.CheckOutput);
        Directory.Delete(folder, recursive: true);
    }
}
