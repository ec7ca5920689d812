using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Writing;

namespace Hub.Storage.Blobs;

/// <summary>Blobs up to 64 kB ride inside the commit that keeps them; larger ones are files that stand before it.</summary>
internal sealed class BlobStore(BlobFolder folder, SqliteReaders readers, SqliteWriter writer, TimeProvider clock) : IBlobStore
{
    public async ValueTask<StagedBlob> StageAsync(Stream content, long limit, CancellationToken ct)
    {
        var head = await BlobHead.ReadAsync(content, limit, ct).ConfigureAwait(false);
        return head.Inline ?? await folder.WriteAsync(BlobIds.New(), head.Bytes, content, limit, ct).ConfigureAwait(false);
    }

    public ValueTask<Stream?> OpenAsync(string blobId, CancellationToken ct)
    {
        if (!BlobIds.IsId(blobId) || readers.Read(session => BlobRows.Find(session, blobId)) is not { } row)
        {
            return ValueTask.FromResult<Stream?>(null);
        }
        Stream stream = row.Data is { } data
            ? new MemoryStream(data, writable: false)
            : folder.Open(blobId) ?? throw new StoreCorruptException($"The file of blob '{blobId}' is missing.");
        return ValueTask.FromResult<Stream?>(stream);
    }

    public async ValueTask<int> SweepAsync(TimeSpan olderThan, CancellationToken ct)
    {
        var swept = 0;
        foreach (var batch in folder.OlderThan(clock.GetUtcNow() - olderThan).Chunk(100))
        {
            // On the writer, so that no commit keeps a file between the look and the deletion.
            swept += await writer.RunAsync(context => Sweep(context.Session, batch), ct).ConfigureAwait(false);
        }
        return swept;
    }

    private int Sweep(SqliteSession session, IEnumerable<string> ids)
    {
        var swept = 0;
        foreach (var id in ids.Where(id => BlobIds.IsId(id) && !BlobRows.Exists(session, id)))
        {
            folder.Delete(id);
            swept++;
        }
        return swept;
    }
}
