using Hub.Bench.Figures;

namespace Hub.Bench.Scenarios;

public sealed class MailScenario() : Scenario("mail", "raw mails through the whole intake, against MimeKit parsing alone")
{
    public override Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct) =>
        throw new InvalidOperationException("wired when the intake has landed");
}
