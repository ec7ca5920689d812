using Hub.Coordination;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Mongo;
using Hub.Storage.Sqlite;

namespace Hub.Server.Composition;

/// <summary>The parts that are opened before the host is built and closed after it has stopped: durable truth and coordination.</summary>
public sealed class HubParts : IAsyncDisposable
{
    private readonly IAsyncDisposable? _opened;

    /// <summary>Parts opened elsewhere; two hosts may share a store this way. Only coordination is closed with them.</summary>
    public HubParts(IHubStore store, IOutbox outbox, ISequence sequence, IBlobStore blobs, CoordinationHost coordination)
    {
        (Store, Outbox, Sequence, Blobs, Coordination) = (store, outbox, sequence, blobs, coordination);
    }

    private HubParts(SqliteHubStore store, CoordinationHost coordination)
        : this(store, store.Outbox, store.Sequence, store.Blobs, coordination)
    {
        _opened = store;
        Sqlite = store;
        Inspection = store.Inspection;
        Transfer = store.Transfer;
    }

    private HubParts(MongoHubStore store, CoordinationHost coordination)
        : this(store, store.Outbox, store.Sequence, store.Blobs, coordination)
    {
        _opened = store;
        Inspection = store.Inspection;
        Transfer = store.Transfer;
    }

    public IHubStore Store { get; }

    public IOutbox Outbox { get; }

    public ISequence Sequence { get; }

    public IBlobStore Blobs { get; }

    public CoordinationHost Coordination { get; }

    /// <summary>The embedded engine when these parts opened it; for backup.</summary>
    public SqliteHubStore? Sqlite { get; }

    /// <summary>Everything stored, for check; null for parts opened elsewhere.</summary>
    public IStoreInspection? Inspection { get; }

    /// <summary>Everything stored, for export and import; null for parts opened elsewhere.</summary>
    public IStoreTransfer? Transfer { get; }

    /// <summary>Opens storage (the data folder, locked, or MongoDB) and coordination side by side.</summary>
    public static async Task<HubParts> OpenAsync(HubSettings settings, ILoggerFactory logs, CancellationToken ct)
    {
        // The embedded server starts on its caller's thread; beside the store it takes nobody's time.
        var coordination = Task.Run(() => CoordinationHost.StartAsync(
            new CoordinationSettings(settings.RedisConnectionString), TimeProvider.System, logs, ct), ct);
        IAsyncDisposable? opened = null;
        try
        {
            if (settings.MongoConnectionString is { } mongo)
            {
                var store = await MongoHubStore.OpenAsync(
                    new MongoOptions { ConnectionString = mongo }, Catalogue.All, TimeProvider.System, logs, ct);
                opened = store;
                return new HubParts(store, await coordination);
            }
            var embedded = await SqliteHubStore.OpenAsync(
                new SqliteOptions { DataDirectory = settings.DataDirectory }, Catalogue.All, TimeProvider.System, logs, ct);
            opened = embedded;
            return new HubParts(embedded, await coordination);
        }
        catch
        {
            if (opened is not null)
            {
                await opened.DisposeAsync();
            }
            // A server that came up later would have nobody to end it.
            await ((Task)coordination).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (coordination.IsCompletedSuccessfully)
            {
                await (await coordination).DisposeAsync();
            }
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Coordination.DisposeAsync();
        if (_opened is not null)
        {
            await _opened.DisposeAsync();
        }
    }
}
