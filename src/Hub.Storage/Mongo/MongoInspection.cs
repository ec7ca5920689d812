using System.Runtime.CompilerServices;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using Hub.Storage.Mongo.Outbox;
using Hub.Storage.Mongo.Writing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo;

/// <summary>Reads whole collections in chunks, so that no cursor stays open between them.</summary>
internal class MongoInspection(MongoConnection connection, KindCollections collections) : IStoreInspection
{
    private const int DocumentsAtATime = 500;
    protected static readonly BsonDocument ById = new("_id", 1);

    protected MongoConnection Connection => connection;

    public IAsyncEnumerable<Document> ReadAllAsync(DocumentKind kind, CancellationToken ct) =>
        ReadAsync(connection.Collection(collections.Of(kind).Name), ById, AfterId, stored => StoredBson.Read(kind.Type, stored), ct);

    public ValueTask<Document?> FindAsync(DocRef document, CancellationToken ct) => MongoCalls.RunAsync(async () =>
    {
        if (collections.Find(document.Kind) is not { } collection)
        {
            return null;
        }
        var stored = await connection.Collection(collection.Name).Find(new BsonDocument("_id", document.Key)).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        return stored is null ? null : StoredBson.Read(collection.Kind.Type, stored);
    });

    public IAsyncEnumerable<StoredClaim> ReadClaimsAsync(CancellationToken ct) =>
        ReadAsync(connection.Claims, ById, AfterId, static stored => new StoredClaim(ClaimBson.KeyOf(stored), ClaimBson.HolderOf(stored)), ct);

    public IAsyncEnumerable<StoredOutboxEntry> ReadOutboxAsync(CancellationToken ct) =>
        ReadAsync(connection.Outbox, new BsonDocument { ["at"] = 1, ["_id"] = 1 }, AfterCommit, OutboxBson.StoredOf, ct);

    public ValueTask<DateTimeOffset?> OldestUnindexedAsync(CancellationToken ct) => MongoCalls.RunAsync(async () =>
    {
        var oldest = await connection.SearchPending.Find(new BsonDocument(), new FindOptions { Hint = "committed" })
            .Sort(new BsonDocument("at", 1)).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        return oldest is null ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(oldest["madeAt"].AsInt64);
    });

    protected static BsonDocument AfterId(BsonDocument last) => new("_id", new BsonDocument("$gt", last["_id"]));

    private static BsonDocument AfterCommit(BsonDocument last) => new()
    {
        ["at"] = new BsonDocument("$gte", last["at"]),
        ["$or"] = new BsonArray { new BsonDocument("at", new BsonDocument("$gt", last["at"])), AfterId(last) },
    };

    protected static async IAsyncEnumerable<T> ReadAsync<T>(IMongoCollection<BsonDocument> collection, BsonDocument order,
        Func<BsonDocument, BsonDocument> after, Func<BsonDocument, T> read, [EnumeratorCancellation] CancellationToken ct, BsonDocument? fields = null)
    {
        var filter = new BsonDocument();
        while (true)
        {
            var chunk = await MongoCalls.RunAsync(() => collection.Find(filter).Project<BsonDocument>(fields ?? new BsonDocument()).Sort(order).Limit(DocumentsAtATime).ToListAsync(ct)).ConfigureAwait(false);
            foreach (var stored in chunk)
            {
                yield return read(stored);
            }
            if (chunk.Count < DocumentsAtATime)
            {
                yield break;
            }
            filter = after(chunk[^1]);
        }
    }
}
