using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Blobs;
using Hub.Storage.Mongo.Blobs;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using Hub.Storage.Mongo.Outbox;
using Hub.Storage.Mongo.Writing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Moving;

/// <summary>Reads and writes whole stores. Every put inserts what is not there and leaves the rest, so it needs no transaction; only
/// outgoing work does, whose lanes are counted.</summary>
internal sealed class MongoTransfer(MongoConnection connection, MongoTransactions transactions, KindCollections collections, MongoBlobs blobs) : IStoreTransfer
{
    public ValueTask<IStoreSnapshot> OpenSnapshotAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IStoreSnapshot>(new MongoSnapshot(connection, collections));
    }

    public ValueTask PutDocumentsAsync(DocumentKind kind, IReadOnlyList<Document> documents, CancellationToken ct)
    {
        var collection = collections.Of(kind);
        return PutAsync(connection.Collection(collection.Name), documents.Select(document => collection.RowOf(document, null).ToPut(document.Version)), ct);
    }

    public ValueTask PutClaimsAsync(IReadOnlyList<StoredClaim> claims, CancellationToken ct) =>
        PutAsync(connection.Claims, claims.Select(static claim => ClaimBson.Put(claim)), ct);

    public ValueTask PutCountersAsync(IReadOnlyList<StoredCounter> counters, CancellationToken ct) =>
        PutAsync(connection.Counters, counters.Select(static counter => new UpdateOneModel<BsonDocument>(
            new BsonDocument("_id", counter.Name),
            new BsonDocument("$max", new BsonDocument("taken", counter.Next - Sequences.FirstOf(counter.Name))))
        { IsUpsert = true }), ct);

    public async ValueTask PutOutboxAsync(IReadOnlyList<StoredOutboxEntry> entries, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await MongoCalls.RunAsync(() => transactions.RunAsync(async (session, _) =>
        {
            await OutboxWrites.PutAsync(connection, session, entries).ConfigureAwait(false);
            return (true, true);
        })).ConfigureAwait(false);
    }

    public async ValueTask PutBlobAsync(StoredBlob blob, Stream content, CancellationToken ct)
    {
        if (!BlobIds.IsId(blob.Id))
        {
            throw new StoreCorruptException($"'{blob.Id}' is no blob id.");
        }
        await MongoCalls.RunAsync(async () =>
        {
            if (await connection.Blobs.Find(new BsonDocument("_id", blob.Id)).AnyAsync(ct).ConfigureAwait(false))
            {
                return true;
            }
            var staged = await blobs.WriteAsync(blob, content, ct).ConfigureAwait(false);
            await connection.Blobs.BulkWriteAsync([Blobs.BlobRows.Keep(staged)], cancellationToken: ct).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
    }

    private static async ValueTask PutAsync(IMongoCollection<BsonDocument> collection, IEnumerable<WriteModel<BsonDocument>> models, CancellationToken ct)
    {
        List<WriteModel<BsonDocument>> all = [.. models];
        if (all.Count > 0)
        {
            await MongoCalls.RunAsync(() => collection.BulkWriteAsync(all, cancellationToken: ct)).ConfigureAwait(false);
        }
    }
}
