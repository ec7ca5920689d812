using Hub.Core.Storage;
using Hub.Storage.Mongo.Connections;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Blobs;

/// <summary>Documents of permanent blobs (the bytes of small ones, a mark for those in GridFS) and of large ones that no commit
/// has kept yet.</summary>
internal static class BlobRows
{
    /// <summary>Keeps a blob; again changes nothing.</summary>
    public static WriteModel<BsonDocument> Keep(StagedBlob blob) => new UpdateOneModel<BsonDocument>(
        new BsonDocument("_id", blob.Id),
        new BsonDocument("$setOnInsert", new BsonDocument
        {
            ["size"] = blob.Size,
            ["sha256"] = blob.Sha256,
            ["data"] = blob.Inline is { } bytes ? new BsonBinaryData(bytes.ToArray()) : BsonNull.Value,
        }))
    {
        IsUpsert = true,
    };

    /// <summary>Notes that a large blob is about to be written, so that it can be swept should nobody keep it.</summary>
    public static Task StageAsync(MongoConnection connection, string id, DateTimeOffset now, CancellationToken ct) =>
        connection.StagedBlobs.InsertOneAsync(
            new BsonDocument { ["_id"] = id, ["at"] = now.ToUnixTimeMilliseconds(), ["swept"] = false }, cancellationToken: ct);

    /// <summary>Takes a large blob out of what may be swept; false when the sweep came first.</summary>
    public static async Task<bool> UnstageAsync(MongoConnection connection, IClientSessionHandle session, string id)
    {
        var taken = await connection.StagedBlobs.DeleteOneAsync(session, new BsonDocument { ["_id"] = id, ["swept"] = false }).ConfigureAwait(false);
        return taken.DeletedCount == 1
            || await connection.Blobs.Find(session, new BsonDocument("_id", id)).AnyAsync().ConfigureAwait(false);
    }
}
