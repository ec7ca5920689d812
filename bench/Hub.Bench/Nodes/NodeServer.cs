using Hub.Bench.Processes;

namespace Hub.Bench.Nodes;

/// <summary>One node of an installation: a process on an address of its own, over the store and the Redis server of all.</summary>
public sealed class NodeServer(Backends backends, string program, int port) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-node-").FullName;
    private ServerProcess? _process;

    public int Port => port;

    public Uri Address => new($"http://127.0.0.1:{port}");

    public ServerProcess Process => _process!;

    public async Task StartAsync(CancellationToken ct) =>
        _process = await HubServer.StartAsync(_folder, port, ct, program, backends.Settings);

    public async Task KillAsync()
    {
        await _process!.KillAsync();
        await _process.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>What the nodes of an installation share.</summary>
/// <param name="MongoDb">Connection string with a database.</param>
/// <param name="Redis">Connection string.</param>
public sealed record Backends(string MongoDb, string Redis)
{
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan Lapse { get; init; } = TimeSpan.FromSeconds(8);

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Hub__Storage__Provider"] = "MongoDb",
        ["Hub__Storage__ConnectionString"] = MongoDb,
        ["Hub__Redis__ConnectionString"] = Redis,
        ["Hub__Nodes__BeatSeconds"] = Beat.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Hub__Nodes__LapseSeconds"] = Lapse.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Hub__Nodes__DrainSeconds"] = "1",
        ["Hub__Limits__HandshakeBurst"] = "200",
        ["Hub__Limits__HandshakesPerSecond"] = "300",
        ["Hub__Limits__StartsAtOnce"] = "100",
        ["Logging__LogLevel__Hub.Core.Work"] = "Information",
    };
}
