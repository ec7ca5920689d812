using System.Diagnostics;
using Hub.Bench.Figures;
using Hub.Bench.Processes;
using Hub.Bench.Queries;
using Hub.Bench.Seeding;

namespace Hub.Bench.Scenarios;

public sealed class DiskScenario() : Scenario("disk", "bytes on disk a ticket of five messages, by part; memory and time of a server on them")
{
    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        var seeded = await SeededStore.PrepareAsync(options, options.IsSmall ? 500 : 10_000, ct);
        using (var raw = new RawQueries(seeded.Folder))
        {
            var parts = raw.ReadSizes().GroupBy(static table => PartOf(table.Name))
                .Select(static part => (Name: part.Key, Bytes: part.Sum(static table => table.Bytes))).OrderByDescending(static part => part.Bytes).ToList();
            foreach (var (name, bytes) in parts)
            {
                figures.Write(new Figure(Name, name, bytes / (double)seeded.Tickets, "B/ticket", N: seeded.Tickets));
            }
            figures.Write(new Figure(Name, "all", parts.Sum(static part => part.Bytes) / (double)seeded.Tickets, "B/ticket", N: seeded.Tickets));
        }
        var clock = Stopwatch.StartNew();
        await using var server = await HubServer.StartAsync(seeded.Folder, Ports.Free(), ct);
        figures.Write(new Figure(Name, "start on them", clock.Elapsed.TotalMilliseconds, "ms", N: seeded.Tickets));
        using var client = new TimedRequests(server.Address, SeededStore.AdministratorToken);
        await client.RunAsync(static _ => "/api/v1/tickets?limit=50", 100, ct);
        figures.Write(new Figure(Name, "server after 100 lists", server.ResidentBytes / 1048576.0, "MB", N: seeded.Tickets));
    }

    private static string PartOf(string table) => table switch
    {
        "d_message" => "entries",
        "d_ticket" => "headers",
        _ when table.StartsWith("search_", StringComparison.Ordinal) => "search index",
        _ when table.StartsWith("d_", StringComparison.Ordinal) => "other documents",
        _ when table.StartsWith("i_", StringComparison.Ordinal) || table.StartsWith("u_", StringComparison.Ordinal) => "indexes",
        _ when table.StartsWith("t_", StringComparison.Ordinal) => "values of multi-valued fields",
        "claims" => "unique keys",
        _ => "the rest",
    };
}
