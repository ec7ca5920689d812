using Hub.Bench.Figures;
using Hub.Bench.NodeParts;
using Hub.Bench.Processes;
using Hub.MongoWire;

namespace Hub.Bench.Scenarios;

public sealed class NodesScenario() : Scenario(
    "nodes", "two nodes over one store and one Redis server against one: relay, kills, a halted node, Redis and store away, a crowd that comes back")
{
    private static readonly IReadOnlyList<NodePart> Parts =
        [new RelayAcrossNodes(), new KilledNodes(), new HaltedNode(), new LostRedis(), new LostStore(), new ReturningCrowd()];

    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        var parts = Parts.Where(part => options.Part is null || part.Name == options.Part).ToList();
        if (parts.Count == 0)
        {
            throw new InvalidOperationException($"--part is one of {string.Join(", ", Parts.Select(static part => part.Name))}.");
        }

        // Without a MongoDB the test server stands in, one thread of node: its rates say nothing about MongoDB, their ratio something about Hub.
        figures.Write(new Figure(Name, "store is a real MongoDB", MongoUnderTest.IsReal ? 1 : 0, "yes/no"));
        var program = await Publication.PublishAsync(options.Cache, ct);
        foreach (var part in parts)
        {
            await part.RunAsync(options, program, figures, ct);
        }
    }
}
