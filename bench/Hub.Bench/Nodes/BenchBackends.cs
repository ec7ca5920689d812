using Hub.Bench.Processes;
using Hub.MongoWire;

namespace Hub.Bench.Nodes;

/// <summary>A store and a Redis server for one measurement.</summary>
public sealed class BenchBackends : IAsyncDisposable
{
    private readonly RedisServer _redis = new();

    private BenchBackends()
    {
    }

    public Backends Both { get; private set; } = null!;

    public RedisServer Redis => _redis;

    public static async Task<BenchBackends> StartAsync(CancellationToken ct)
    {
        var backends = new BenchBackends();
        await backends._redis.StartAsync(ct);
        backends.Both = new Backends(await MongoUnderTest.NewDatabaseAsync(), backends._redis.ConnectionString);
        return backends;
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await MongoUnderTest.DropAsync(Both.MongoDb);
    }
}
