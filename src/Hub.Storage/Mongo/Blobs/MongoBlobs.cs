using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Blobs;
using Hub.Storage.Mongo.Connections;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.GridFS;

namespace Hub.Storage.Mongo.Blobs;

/// <summary>Blobs up to 64 kB ride inside the commit that keeps them; larger ones stand in GridFS before it.</summary>
internal sealed class MongoBlobs(MongoConnection connection, TimeProvider clock) : IBlobStore
{
    private const int SweptAtATime = 100;

    private readonly GridFSBucket<string> _bucket = new(connection.Database, new GridFSBucketOptions { BucketName = SystemCollections.LargeBlobs });

    public async ValueTask<StagedBlob> StageAsync(Stream content, long limit, CancellationToken ct)
    {
        var head = await BlobHead.ReadAsync(content, limit, ct).ConfigureAwait(false);
        return head.Inline ?? await MongoCalls.RunAsync(() => WriteAsync(head.Bytes, content, limit, ct)).ConfigureAwait(false);
    }

    public ValueTask<Stream?> OpenAsync(string blobId, CancellationToken ct) => MongoCalls.RunAsync(async () =>
    {
        if (!BlobIds.IsId(blobId)
            || await connection.Blobs.Find(new BsonDocument("_id", blobId)).FirstOrDefaultAsync(ct).ConfigureAwait(false) is not { } row)
        {
            return null;
        }
        return row["data"] is BsonBinaryData data ? new MemoryStream(data.Bytes, writable: false) : await OpenLargeAsync(blobId, ct).ConfigureAwait(false);
    });

    public ValueTask<int> SweepAsync(TimeSpan olderThan, CancellationToken ct) => MongoCalls.RunAsync(async () =>
    {
        var old = new BsonDocument("at", new BsonDocument("$lt", (clock.GetUtcNow() - olderThan).ToUnixTimeMilliseconds()));
        var swept = 0;
        while (true)
        {
            var batch = await connection.StagedBlobs.Find(old, new FindOptions { Hint = "staged" }).Limit(SweptAtATime).ToListAsync(ct).ConfigureAwait(false);
            foreach (var id in batch.Select(static row => row["_id"].AsString))
            {
                swept += await SweepAsync(id, ct).ConfigureAwait(false) ? 1 : 0;
            }
            if (batch.Count < SweptAtATime)
            {
                return swept;
            }
        }
    });

    private async Task<StagedBlob> WriteAsync(ReadOnlyMemory<byte> head, Stream rest, long limit, CancellationToken ct)
    {
        var id = BlobIds.New();
        await BlobRows.StageAsync(connection, id, clock.GetUtcNow(), ct).ConfigureAwait(false);
        try
        {
            using var upload = await _bucket.OpenUploadStreamAsync(id, id, cancellationToken: ct).ConfigureAwait(false);
            var (size, hash) = await HashingCopy.RunAsync(head, rest, upload, limit, ct).ConfigureAwait(false);
            await upload.CloseAsync(ct).ConfigureAwait(false);
            return new StagedBlob(id, size, hash, null);
        }
        catch
        {
            await SweepAsync(id, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes a blob under its id; small ones are answered to be kept with their bytes. What a killed process left under the
    /// id is replaced.</summary>
    public async Task<StagedBlob> WriteAsync(StoredBlob blob, Stream content, CancellationToken ct)
    {
        var head = await BlobHead.ReadAsync(content, blob.Size, ct).ConfigureAwait(false);
        if (head.Inline is { } inline)
        {
            return inline with { Id = blob.Id };
        }
        await DeleteBytesAsync(blob.Id, ct).ConfigureAwait(false);
        using var upload = await _bucket.OpenUploadStreamAsync(blob.Id, blob.Id, cancellationToken: ct).ConfigureAwait(false);
        await HashingCopy.RunAsync(head.Bytes, content, upload, blob.Size, ct).ConfigureAwait(false);
        await upload.CloseAsync(ct).ConfigureAwait(false);
        return new StagedBlob(blob.Id, blob.Size, blob.Sha256, null);
    }

    private async Task<Stream> OpenLargeAsync(string id, CancellationToken ct)
    {
        try
        {
            return await _bucket.OpenDownloadStreamAsync(id, new GridFSDownloadOptions { Seekable = true }, ct).ConfigureAwait(false);
        }
        catch (GridFSFileNotFoundException fault)
        {
            throw new StoreCorruptException($"The bytes of blob '{id}' are missing.", fault);
        }
    }

    /// <summary>First the mark, after which no commit can keep it; then the bytes; the note last, so that a kill in between leaves
    /// it for the next sweep.</summary>
    private async Task<bool> SweepAsync(string id, CancellationToken ct)
    {
        var marked = await connection.StagedBlobs.UpdateOneAsync(
            new BsonDocument("_id", id), new BsonDocument("$set", new BsonDocument("swept", true)), cancellationToken: ct).ConfigureAwait(false);
        if (marked.MatchedCount == 0)
        {
            return false;
        }
        await DeleteBytesAsync(id, ct).ConfigureAwait(false);
        await connection.StagedBlobs.DeleteOneAsync(new BsonDocument("_id", id), ct).ConfigureAwait(false);
        return true;
    }

    private async Task DeleteBytesAsync(string id, CancellationToken ct)
    {
        await connection.Collection($"{SystemCollections.LargeBlobs}.chunks").DeleteManyAsync(new BsonDocument("files_id", id), ct).ConfigureAwait(false);
        await connection.Collection($"{SystemCollections.LargeBlobs}.files").DeleteOneAsync(new BsonDocument("_id", id), ct).ConfigureAwait(false);
    }
}
