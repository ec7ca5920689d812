using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Mongo;
using Hub.Storage.Tests.Sqlite;

namespace Hub.Storage.Tests.Moving;

/// <summary>The transfer of each engine.</summary>
internal static class Transfers
{
    public static IStoreTransfer Of(StoreUnderTest engine) => engine switch
    {
        SqliteUnderTest sqlite => sqlite.Sqlite.Transfer,
        MongoStoreUnderTest mongo => mongo.Mongo.Transfer,
        _ => throw new ArgumentOutOfRangeException(nameof(engine)),
    };
}

/// <summary>The process was killed.</summary>
internal sealed class KilledException() : Exception("Killed.");

/// <summary>Lets a number of writes through and dies with the next: before it wrote, or after it wrote and before anybody knew.</summary>
/// <param name="transfer">What writes.</param>
/// <param name="writes">How many are let through.</param>
/// <param name="diesAfter">Dies after its last write instead of before.</param>
/// <param name="blobs">Blobs of earlier lives, which are not counted: they are written side by side.</param>
internal sealed class DyingTransfer(IStoreTransfer transfer, int writes, bool diesAfter, ISet<string> blobs) : IStoreTransfer
{
    private int _left = writes;

    public ValueTask<IStoreSnapshot> OpenSnapshotAsync(CancellationToken ct) => transfer.OpenSnapshotAsync(ct);

    public ValueTask PutDocumentsAsync(DocumentKind kind, IReadOnlyList<Document> documents, CancellationToken ct) =>
        PutAsync(() => transfer.PutDocumentsAsync(kind, documents, ct));

    public ValueTask PutClaimsAsync(IReadOnlyList<StoredClaim> claims, CancellationToken ct) => PutAsync(() => transfer.PutClaimsAsync(claims, ct));

    public ValueTask PutOutboxAsync(IReadOnlyList<StoredOutboxEntry> entries, CancellationToken ct) =>
        PutAsync(() => transfer.PutOutboxAsync(entries, ct));

    public ValueTask PutCountersAsync(IReadOnlyList<StoredCounter> counters, CancellationToken ct) =>
        PutAsync(() => transfer.PutCountersAsync(counters, ct));

    public async ValueTask PutBlobAsync(StoredBlob blob, Stream content, CancellationToken ct)
    {
        if (blobs.Contains(blob.Id))
        {
            await transfer.PutBlobAsync(blob, content, ct);
            return;
        }
        await PutAsync(() =>
        {
            blobs.Add(blob.Id);
            return transfer.PutBlobAsync(blob, content, ct);
        });
    }

    private async ValueTask PutAsync(Func<ValueTask> put)
    {
        var isLast = Interlocked.Decrement(ref _left) < 0;
        if (isLast && !diesAfter)
        {
            throw new KilledException();
        }
        await put();
        if (isLast)
        {
            throw new KilledException();
        }
    }
}
