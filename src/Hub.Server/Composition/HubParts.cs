using Hub.Coordination;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Sqlite;

namespace Hub.Server.Composition;

/// <summary>The parts that are opened before the host is built and closed after it has stopped: durable truth and coordination.</summary>
public sealed class HubParts : IAsyncDisposable
{
    /// <summary>Parts opened elsewhere; two hosts may share a store this way. Only coordination is closed with them.</summary>
    public HubParts(IHubStore store, IOutbox outbox, ISequence sequence, IBlobStore blobs, CoordinationHost coordination)
    {
        (Store, Outbox, Sequence, Blobs, Coordination) = (store, outbox, sequence, blobs, coordination);
    }

    private HubParts(SqliteHubStore store, CoordinationHost coordination)
        : this(store, store.Outbox, store.Sequence, store.Blobs, coordination)
    {
        Sqlite = store;
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

    /// <summary>Locks the data folder and opens storage and coordination side by side.</summary>
    public static async Task<HubParts> OpenAsync(HubSettings settings, ILoggerFactory logs, CancellationToken ct)
    {
        var coordination = CoordinationHost.StartAsync(
            new CoordinationSettings(settings.RedisConnectionString), TimeProvider.System, logs, ct);
        SqliteHubStore? store = null;
        try
        {
            store = await SqliteHubStore.OpenAsync(
                new SqliteOptions { DataDirectory = settings.DataDirectory }, Catalogue.All, TimeProvider.System, logs, ct);
            return new HubParts(store, await coordination);
        }
        catch
        {
            if (store is not null)
            {
                await store.DisposeAsync();
            }
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
        if (Sqlite is not null)
        {
            await Sqlite.DisposeAsync();
        }
    }
}
