using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Blobs;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Outbox;
using Hub.Storage.Sqlite.Tables;
using Hub.Storage.Sqlite.Writing;

namespace Hub.Storage.Sqlite.Moving;

/// <summary>Reads and writes whole stores, under the same writer as commits.</summary>
internal sealed class SqliteTransfer(string database, SqliteWriter writer, SqliteReaders readers, KindTables tables, BlobFolder blobs) : IStoreTransfer
{
    public ValueTask<IStoreSnapshot> OpenSnapshotAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IStoreSnapshot>(new SqliteSnapshot(new SqliteSnapshotReads(database), tables));
    }

    public async ValueTask PutDocumentsAsync(DocumentKind kind, IReadOnlyList<Document> documents, CancellationToken ct)
    {
        var table = tables.Of(kind);
        var rows = documents.Select(document => (document.Version, Row: DocumentRow.Of(table, document))).ToList();
        await PutAsync(rows, (context, item) =>
        {
            if (context.Session.Prepare(table.SelectVersion).Bind(item.Row.Id).First(static row => row.Int64(0)) == 0)
            {
                item.Row.Insert(context.Session, item.Version);
            }
        }, ct).ConfigureAwait(false);
    }

    public async ValueTask PutClaimsAsync(IReadOnlyList<StoredClaim> claims, CancellationToken ct) =>
        await PutAsync(claims, static (context, claim) => ClaimRows.Insert(context.Session, claim.Key, claim.Holder), ct).ConfigureAwait(false);

    public async ValueTask PutOutboxAsync(IReadOnlyList<StoredOutboxEntry> entries, CancellationToken ct) =>
        await PutAsync(entries, static (context, entry) => OutboxRows.Put(context.Session, context.NextOutbox(), entry), ct).ConfigureAwait(false);

    public async ValueTask PutCountersAsync(IReadOnlyList<StoredCounter> counters, CancellationToken ct) =>
        await PutAsync(counters, static (context, counter) => context.Session
            .Prepare("INSERT INTO counters(name, next) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET next = max(next, excluded.next)")
            .Bind(counter.Name).Bind(counter.Next).Execute(), ct).ConfigureAwait(false);

    public async ValueTask PutBlobAsync(StoredBlob blob, Stream content, CancellationToken ct)
    {
        if (!BlobIds.IsId(blob.Id))
        {
            throw new StoreCorruptException($"'{blob.Id}' is no blob id.");
        }
        if (readers.Read(session => BlobRows.Exists(session, blob.Id)))
        {
            return;
        }
        var staged = await StageAsync(blob, content, ct).ConfigureAwait(false);
        await PutAsync([staged], static (context, row) => BlobRows.Insert(context.Session, row), ct).ConfigureAwait(false);
    }

    private async ValueTask<StagedBlob> StageAsync(StoredBlob blob, Stream content, CancellationToken ct)
    {
        if (blob.Size > BlobHead.LargestInline)
        {
            return await blobs.WriteAsync(blob.Id, default, content, blob.Size, ct).ConfigureAwait(false);
        }
        var bytes = new byte[blob.Size];
        await content.ReadExactlyAsync(bytes, ct).ConfigureAwait(false);
        return new StagedBlob(blob.Id, blob.Size, blob.Sha256, bytes);
    }

    private Task<bool> PutAsync<T>(IReadOnlyList<T> items, Action<WriterContext, T> put, CancellationToken ct) => writer.RunAsync(context =>
    {
        foreach (var item in items)
        {
            put(context, item);
        }
        return true;
    }, ct);
}
