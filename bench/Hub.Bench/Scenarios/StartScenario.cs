using System.Diagnostics;
using Hub.Bench.Baselines;
using Hub.Bench.Figures;
using Hub.Bench.Processes;

namespace Hub.Bench.Scenarios;

public sealed class StartScenario() : Scenario("start", "published program: process start to ready, against an empty ASP.NET Core app")
{
    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        var program = await Publication.PublishAsync(options.Cache, ct);
        var rounds = options.IsSmall ? 3 : 9;
        var empty = await MedianAsync(rounds, () => BaselineProcess.StartAsync(EmptyServer.Verb, ct));
        var folder = NewFolder();
        try
        {
            // The first start makes the data folder; the others open it, as every later start does.
            var first = await TimeAsync(() => HubServer.StartAsync(folder, Ports.Free(), ct, program));
            var hub = await MedianAsync(rounds, () => HubServer.StartAsync(folder, Ports.Free(), ct, program));
            figures.Write(new Figure(Name, "ready, new data folder", first.TotalMilliseconds, "ms", empty.TotalMilliseconds, 1));
            figures.Write(new Figure(Name, "ready, median", hub.TotalMilliseconds, "ms", empty.TotalMilliseconds, rounds));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<TimeSpan> MedianAsync(int rounds, Func<Task<ServerProcess>> start)
    {
        var times = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            times.Add(await TimeAsync(start));
        }

        return times.Order().ElementAt(rounds / 2);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task<ServerProcess>> start)
    {
        var clock = Stopwatch.StartNew();
        await using var server = await start();
        var elapsed = clock.Elapsed;
        await server.StopAsync();
        return elapsed;
    }
}
