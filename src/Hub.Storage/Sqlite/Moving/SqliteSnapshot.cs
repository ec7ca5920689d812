using Hub.Core.Ports;
using Hub.Storage.Listing;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Tables;

namespace Hub.Storage.Sqlite.Moving;

/// <summary>Everything of one instant.</summary>
internal sealed class SqliteSnapshot(SqliteSnapshotReads reads, KindTables tables) : SqliteInspection(reads, tables), IStoreSnapshot
{
    public IAsyncEnumerable<StoredBlob> ReadBlobsAsync(CancellationToken ct) => ReadAsync(
        $"SELECT rid, id, size, sha256 FROM blobs WHERE rid > ? ORDER BY rid LIMIT {RowsAtATime}", new StoredValue(null, 0),
        static row => (new StoredBlob(row.Text(1), row.Int64(2), row.Text(3)), row.Value(0)), ct);

    public IAsyncEnumerable<StoredCounter> ReadCountersAsync(CancellationToken ct) => ReadAsync(
        $"SELECT name, next FROM counters WHERE name > ? AND name <> '{SqliteHubStore.PingCounter}' ORDER BY name LIMIT {RowsAtATime}", new StoredValue("", 0),
        static row => (new StoredCounter(row.Text(0), row.Int64(1)), row.Value(0)), ct);

    public ValueTask DisposeAsync()
    {
        reads.Dispose();
        return ValueTask.CompletedTask;
    }
}
