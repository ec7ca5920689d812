using Hub.Core.Ports;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using MongoDB.Bson;

namespace Hub.Storage.Mongo.Moving;

/// <summary>Everything stored, as it is when it is come by: of one instant only while no node writes.</summary>
/// <remarks>A snapshot of the server's own lasts five minutes (<c>minSnapshotHistoryWindowInSeconds</c>), which a large export does not
/// keep to; so Hub is stopped for an export.</remarks>
internal sealed class MongoSnapshot(MongoConnection connection, KindCollections collections) : MongoInspection(connection, collections), IStoreSnapshot
{
    private static readonly BsonDocument WithoutData = new("data", 0);

    public IAsyncEnumerable<StoredBlob> ReadBlobsAsync(CancellationToken ct) =>
        ReadAsync(Connection.Blobs, ById, AfterId, static blob => new StoredBlob(blob["_id"].AsString, blob["size"].AsInt64, blob["sha256"].AsString), ct, WithoutData);

    public IAsyncEnumerable<StoredCounter> ReadCountersAsync(CancellationToken ct) =>
        ReadAsync(Connection.Counters, ById, AfterId, static counter => CounterOf(counter["_id"].AsString, counter["taken"].AsInt64), ct)
            .Where(static counter => counter.Name is not (MongoHubStore.PingCounter or Searching.SearchGrants.Entries));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static StoredCounter CounterOf(string name, long taken) => new(name, Sequences.FirstOf(name) + taken);
}
