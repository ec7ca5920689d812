using System.Diagnostics;
using Hub.Bench.Figures;
using Hub.Bench.Processes;
using Hub.Bench.Queries;
using Hub.Bench.Seeding;

namespace Hub.Bench.Scenarios;

public sealed class DiskScenario() : Scenario("disk", "bytes on disk a ticket of five messages; memory and start of a server on them")
{
    private static readonly (string Part, string Sql)[] Parts =
    [
        ("database file", "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
        ("of it the JSON of entries", "SELECT sum(length(CAST(doc AS BLOB))) FROM d_message"),
        ("of it the JSON of headers", "SELECT sum(length(CAST(doc AS BLOB))) FROM d_ticket"),
    ];

    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        var seeded = await SeededStore.PrepareAsync(options, options.IsSmall ? 500 : 10_000, ct);
        using (var raw = new RawQueries(seeded.Folder))
        {
            foreach (var (part, sql) in Parts)
            {
                figures.Write(new Figure(Name, part, raw.Number(sql) / seeded.Tickets, "B/ticket", N: seeded.Tickets));
            }
        }
        var clock = Stopwatch.StartNew();
        await using var server = await HubServer.StartAsync(seeded.Folder, Ports.Free(), ct);
        figures.Write(new Figure(Name, "start on them", clock.Elapsed.TotalMilliseconds, "ms", N: seeded.Tickets));
        using var client = new TimedRequests(server.Address, SeededStore.AdministratorToken);
        await client.RunAsync(static _ => "/api/v1/tickets?limit=50", 100, ct);
        figures.Write(new Figure(Name, "server after 100 lists", server.ResidentBytes / 1048576.0, "MB", N: seeded.Tickets));
    }
}
