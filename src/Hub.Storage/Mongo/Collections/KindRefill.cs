using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Collections;

/// <summary>Writes the fields of stored documents anew, in order of ids.</summary>
internal sealed class KindRefill(IMongoCollection<BsonDocument> stored, KindCollection collection)
{
    private const int DocumentsAtATime = 500;

    /// <summary>Fills the next documents after the id; answers the last of them, or null when there was none.</summary>
    public async Task<string?> NextAsync(string after, CancellationToken ct)
    {
        var batch = await stored.Find(new BsonDocument("_id", new BsonDocument("$gt", after)))
            .Sort(new BsonDocument("_id", 1)).Limit(DocumentsAtATime).ToListAsync(ct).ConfigureAwait(false);
        if (batch.Count == 0)
        {
            return null;
        }
        // A document that was replaced meanwhile has its new fields already.
        await stored.BulkWriteAsync(
            batch.Select(document => new UpdateOneModel<BsonDocument>(
                new BsonDocument { ["_id"] = document["_id"], ["v"] = document["v"] },
                collection.RowOf(StoredBson.Read(collection.Kind.Type, document), null).ToFill())),
            new BulkWriteOptions { IsOrdered = false }, ct).ConfigureAwait(false);
        return batch[^1]["_id"].AsString;
    }
}
