using Hub.Bench.Nodes;
using Hub.Bench.Processes;
using Hub.EndToEnd.Hosting;
using Hub.MongoWire;

namespace Hub.EndToEnd.Nodes;

/// <summary>An installation of two nodes: two processes, one MongoDB, one Redis server, and a balancer before them.</summary>
internal sealed class NodePair : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _opened = [];

    private NodePair()
    {
    }

    public RedisServer Redis { get; } = new();

    public Balancer Balancer { get; private set; } = null!;

    public HubProcess First { get; private set; } = null!;

    public HubProcess Second { get; private set; } = null!;

    /// <param name="store">A store of the test's own; null takes the one that all tests share.</param>
    /// <param name="more">Settings of both nodes.</param>
    public static async Task<NodePair> StartAsync(MongoWireServer? store = null, Dictionary<string, string?>? more = null)
    {
        var pair = new NodePair();
        try
        {
            await pair.OpenAsync(store, more ?? []);
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leases short enough that tests need not wait for them, long enough for a busy machine.</summary>
    public static async Task<Backends> BackendsAsync(RedisServer redis, MongoWireServer? store = null) => new(
        store is null ? await MongoUnderTest.NewDatabaseAsync() : store.Database("hub_nodes"),
        redis.ConnectionString)
    {
        Beat = TimeSpan.FromSeconds(0.5),
        Lapse = TimeSpan.FromSeconds(3),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }
    }

    private async Task OpenAsync(MongoWireServer? store, Dictionary<string, string?> more)
    {
        _opened.Add(Redis);
        await Redis.StartAsync(TestContext.Current.CancellationToken);
        int[] ports = [HubProcess.FreePort(), HubProcess.FreePort()];
        _opened.Add(Balancer = new Balancer(ports, isSticky: true));
        var settings = (await BackendsAsync(Redis, store)).Settings.ToDictionary(static pair => pair.Key, static pair => (string?)pair.Value);
        settings["Hub__Demo"] = "false";
        settings["Hub__PublicUrl"] = Balancer.Address.ToString().TrimEnd('/');
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }
        _opened.Add(First = await HubProcess.StartNodeAsync(settings, ports[0], Balancer.Address));
        _opened.Add(Second = await HubProcess.StartNodeAsync(settings, ports[1], Balancer.Address));
    }
}
