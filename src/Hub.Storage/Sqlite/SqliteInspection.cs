using System.Runtime.CompilerServices;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Documents;
using Hub.Storage.Listing;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Tables;
using Hub.Storage.Sqlite.Writing;

namespace Hub.Storage.Sqlite;

/// <summary>Reads whole tables in chunks, so that no read transaction stays open between them.</summary>
internal class SqliteInspection(ISqliteReads reads, KindTables tables) : IStoreInspection
{
    protected const int RowsAtATime = 500;

    public IAsyncEnumerable<Document> ReadAllAsync(DocumentKind kind, CancellationToken ct)
    {
        var table = tables.Of(kind);
        return ReadAsync(
            $"SELECT rid, v, doc FROM {table.Name} WHERE rid > ? ORDER BY rid LIMIT {RowsAtATime}", new StoredValue(null, 0),
            row => (StoredDocument.Read(kind.Type, row.Bytes(2), row.Int64(1)), new StoredValue(null, row.Int64(0))), ct);
    }

    public ValueTask<Document?> FindAsync(DocRef document, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(tables.Find(document.Kind) is not { } table ? null : reads.Read(session =>
            session.Prepare(table.SelectDocument).Bind(document.Key)
                .First(row => StoredDocument.Read(table.Kind.Type, row.Bytes(1), row.Int64(0)))));
    }

    public IAsyncEnumerable<StoredClaim> ReadClaimsAsync(CancellationToken ct) => ReadAsync(
        $"SELECT key, kind, holder FROM claims WHERE key > ? ORDER BY key LIMIT {RowsAtATime}", new StoredValue("", 0),
        static row => (new StoredClaim(ClaimRows.KeyOf(row.Text(0)), new DocRef(row.Text(1), row.Text(2))), row.Value(0)), ct);

    public IAsyncEnumerable<StoredOutboxEntry> ReadOutboxAsync(CancellationToken ct) => ReadAsync(
        $"SELECT seq, id, consumer, lane, payload, due_at, trace, state, attempt, reason FROM outbox WHERE seq > ? ORDER BY seq LIMIT {RowsAtATime}",
        new StoredValue(null, 0),
        static row => (new StoredOutboxEntry(
            new OutboxEntry(row.Text(1), row.Text(2), row.Text(3), row.Text(4), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(5)), row.TextOrNull(6)),
            row.Int64(7) == 1, (int)row.Int64(8), row.TextOrNull(9)), row.Value(0)), ct);

    public ValueTask<DateTimeOffset?> OldestUnindexedAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(reads.Read(static session => session.Prepare("SELECT at FROM search_pending ORDER BY seq LIMIT 1")
            .First(static row => (DateTimeOffset?)DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(0)))));
    }

    protected async IAsyncEnumerable<T> ReadAsync<T>(string sql, StoredValue after, Func<SqliteStatement, (T Item, StoredValue Place)> read,
        [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var chunk = ReadChunk(sql, after, read);
            foreach (var (item, _) in chunk)
            {
                yield return item;
            }
            if (chunk.Count < RowsAtATime)
            {
                yield break;
            }
            after = chunk[^1].Place;
            // Other work of this thread comes in between.
            await Task.Yield();
        }
    }

    private List<(T Item, StoredValue Place)> ReadChunk<T>(string sql, StoredValue after, Func<SqliteStatement, (T, StoredValue)> read) =>
        reads.Read(session =>
        {
            var select = session.Prepare(sql).Bind(after);
            var chunk = new List<(T, StoredValue)>();
            while (select.Step())
            {
                chunk.Add(read(select));
            }
            return chunk;
        });
}
