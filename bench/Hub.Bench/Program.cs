using Hub.Bench;
using Hub.Bench.Baselines;
using Hub.Bench.Figures;
using Hub.Bench.Scenarios;

// Baselines run as processes of their own, so that their processor time is theirs alone.
switch (args)
{
    case [BareRelay.Verb, var url]:
        await BareRelay.RunAsync(url);
        return 0;
    case [EmptyServer.Verb, var url]:
        await EmptyServer.RunAsync(url);
        return 0;
}

Scenario[] scenarios =
[
    new RelayScenario(), new CommitScenario(), new MailScenario(), new ListScenario(), new QueuesScenario(), new SearchScenario(), new ViewsScenario(),
    new StartScenario(), new MemoryScenario(), new DiskScenario(), new WidgetScenario(), new FaultsScenario(), new NodesScenario(),
];
// "list" alone names the scenarios; with an option, or as "lists", it is the scenario of that name.
if (args is ["list"])
{
    foreach (var one in scenarios)
    {
        Console.WriteLine($"{one.Name,-8} {one.Measures}");
    }

    return 0;
}

var scenario = scenarios.FirstOrDefault(one => args.Length > 0 && one.Name == (args[0] == "lists" ? "list" : args[0]));
var (options, problem) = BenchOptions.Parse(args.Skip(1));
if (scenario is null || options is null)
{
    Console.Error.WriteLine(problem ?? $"Usage: Hub.Bench list | {string.Join(" | ", scenarios.Select(static one => one.Name))} [--json] [--small] [--seed=NUMBER] [--visitors=NUMBER] [--part=NAME]");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    await scenario.RunAsync(options, new FigureWriter(options.AsJson), stop.Token);
    return 0;
}
catch (Exception fault) when (fault is InvalidOperationException or OperationCanceledException)
{
    // Refusals and broken promises are answers of a run, with a sentence that says what.
    Console.Error.WriteLine(fault.Message);
    return 1;
}
