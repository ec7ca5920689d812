using Hub.Bench.Figures;
using Hub.Bench.Processes;
using Hub.Bench.Queries;
using Hub.Bench.Seeding;

namespace Hub.Bench.Scenarios;

/// <summary>A scenario that asks a server over a small and a large seeded store and compares the two.</summary>
public abstract class SeededScenario(string name, string measures) : Scenario(name, measures)
{
    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        int[] sizes = options.IsSmall ? [500, 2000] : [10_000, 200_000];
        var smaller = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var tickets in sizes)
        {
            var seeded = await SeededStore.PrepareAsync(options, tickets, ct);
            await using var server = await HubServer.StartAsync(seeded.Folder, Ports.Free(), ct);
            using var raw = new RawQueries(seeded.Folder);
            foreach (var question in Questions(new Words(options.Seed)))
            {
                using var client = new TimedRequests(server.Address, question.Token);
                var asked = await client.RunAsync(question.Address, options.IsSmall ? 50 : 300, ct);
                var limit = raw.Run(question.Sql, question.Parameter, options.IsSmall ? 50 : 300);
                figures.Write(new Figure(Name, $"p50 {question.Name}, {tickets}", asked.Percentile(0.50), "ms", limit.Percentile(0.50), asked.Count));
                figures.Write(new Figure(Name, $"p95 {question.Name}, {tickets}", asked.Percentile(0.95), "ms", limit.Percentile(0.95), asked.Count));
                if (smaller.TryGetValue(question.Name, out var before))
                {
                    figures.Write(new Figure(Name, $"p95 {question.Name}, {tickets} to {sizes[0]}", asked.Percentile(0.95), "ms", before, asked.Count));
                }

                smaller.TryAdd(question.Name, asked.Percentile(0.95));
            }
        }
    }

    protected abstract IEnumerable<Question> Questions(Words words);

    /// <summary>A request and the SQL that reads the same rows.</summary>
    /// <param name="Name">What is asked.</param>
    /// <param name="Token">Who asks.</param>
    /// <param name="Address">The request, by its number.</param>
    /// <param name="Sql">The same by hand, with parameter <c>$p</c>.</param>
    /// <param name="Parameter">The parameter, by the request's number.</param>
    protected sealed record Question(string Name, string Token, Func<int, string> Address, string Sql, Func<int, object> Parameter);
}
