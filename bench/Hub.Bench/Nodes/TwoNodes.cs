using Hub.Bench.Processes;

namespace Hub.Bench.Nodes;

/// <summary>Two processes over one store and one Redis server, with a balancer before them.</summary>
public sealed class TwoNodes : IAsyncDisposable
{
    private TwoNodes(Backends backends, string program)
    {
        First = new NodeServer(backends, program, Ports.Free());
        Second = new NodeServer(backends, program, Ports.Free());
    }

    public NodeServer First { get; }

    public NodeServer Second { get; }

    public IReadOnlyList<NodeServer> Both => [First, Second];

    public Balancer Balancer { get; private set; } = null!;

    public static async Task<TwoNodes> StartAsync(Backends backends, string program, CancellationToken ct)
    {
        var nodes = new TwoNodes(backends, program);
        await nodes.First.StartAsync(ct);
        await nodes.Second.StartAsync(ct);
        nodes.Balancer = new Balancer([nodes.First.Port, nodes.Second.Port]);
        return nodes;
    }

    public async ValueTask DisposeAsync()
    {
        await Balancer.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }
}
