using System.Diagnostics;
using Hub.Bench.Figures;
using Hub.Bench.Processes;
using Hub.Bench.Queries;
using Hub.Bench.Seeding;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Bench.Scenarios;

public sealed class QueuesScenario() : Scenario("queues", "counters of a tree of 50 queues at 10,000 and 200,000 tickets: counted anew, and over REST")
{
    private const int Ceiling = 1000;
    private const string Raw = "SELECT q.id, (SELECT count(*) FROM (SELECT 1 FROM d_ticket t WHERE t.f_queue = q.id AND t.f_active = 1 LIMIT 1000)) FROM d_queue q WHERE $p >= 0";

    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        int[] sizes = options.IsSmall ? [500, 2000] : [10_000, 200_000];
        var rounds = options.IsSmall ? 50 : 300;
        foreach (var tickets in sizes)
        {
            var seeded = await SeededStore.PrepareAsync(options, tickets, ct);
            var counted = await CountAsync(seeded.Folder, rounds, ct);
            await using var server = await HubServer.StartAsync(seeded.Folder, Ports.Free(), ct);
            using var raw = new RawQueries(seeded.Folder);
            var limit = raw.Run(Raw, static _ => 0, rounds);
            figures.Write(new Figure(Name, $"p50 all counted anew, {tickets}", counted.Percentile(0.50), "ms", limit.Percentile(0.50), counted.Count));
            figures.Write(new Figure(Name, $"p95 all counted anew, {tickets}", counted.Percentile(0.95), "ms", limit.Percentile(0.95), counted.Count));
            foreach (var (who, token) in new[] { ("sees all", SeededStore.AdministratorToken), ("sees 2", SeededStore.TwoQueuesToken) })
            {
                using var client = new TimedRequests(server.Address, token);
                var asked = await client.RunAsync(static _ => "/api/v1/queues", rounds, ct);
                figures.Write(new Figure(Name, $"p95 GET /queues with counters, {who}, {tickets}", asked.Percentile(0.95), "ms", limit.Percentile(0.95), asked.Count));
            }
        }
    }

    private static async Task<Latencies> CountAsync(string folder, int rounds, CancellationToken ct)
    {
        await using var opened = await BenchStore.OpenAsync(folder, ct);
        var store = opened.Store;
        var queues = (await store.ListAsync(new View<Queue>(Filter<Queue>.Everything, Queue.Fields.Name), new PageRequest(SeededStore.Queues), ct)).Items;
        var latencies = new Latencies(rounds);
        for (var round = -10; round < rounds; round++)
        {
            var clock = Stopwatch.GetTimestamp();
            foreach (var queue in queues)
            {
                await store.CountAsync(TicketViews.OfQueue(queue.Id), Ceiling, ct);
            }
            if (round >= 0)
            {
                latencies.Add(Stopwatch.GetTimestamp() - clock);
            }
        }
        return latencies;
    }
}
