using Hub.Core.Storage;

namespace Hub.Core.Ports;

/// <summary>Everything stored, as it is stored: read in one view and written into another store. For moving an installation.</summary>
/// <remarks>The puts are for a store that nobody else uses. Each is durable when it answers and can be repeated: what is there already
/// under the same id stays. Every method may throw <see cref="StoreUnavailableException"/> and <see cref="StoreCorruptException"/>.</remarks>
public interface IStoreTransfer
{
    /// <summary>Opens a view of everything as it stands now. Commits go on meanwhile and are not in it; in MongoDB they may be, so
    /// there nobody may write meanwhile.</summary>
    ValueTask<IStoreSnapshot> OpenSnapshotAsync(CancellationToken ct);

    /// <summary>Writes documents with the versions they carry; claims nothing.</summary>
    /// <param name="kind">Of all of them.</param>
    /// <param name="documents">At most 1,000, bodies at most 8 MiB together; stored in the order given.</param>
    /// <param name="ct">Cancels waiting only.</param>
    ValueTask PutDocumentsAsync(DocumentKind kind, IReadOnlyList<Document> documents, CancellationToken ct);

    /// <summary>Writes unique keys with their holders; at most 1,000.</summary>
    ValueTask PutClaimsAsync(IReadOnlyList<StoredClaim> claims, CancellationToken ct);

    /// <summary>Writes outgoing work in the order given, under no lease; at most 1,000 entries.</summary>
    ValueTask PutOutboxAsync(IReadOnlyList<StoredOutboxEntry> entries, CancellationToken ct);

    /// <summary>Moves counters forward; none goes back.</summary>
    ValueTask PutCountersAsync(IReadOnlyList<StoredCounter> counters, CancellationToken ct);

    /// <summary>Writes a permanent blob under its id.</summary>
    /// <param name="blob">Its id, size and hash.</param>
    /// <param name="content">Its bytes; read at most once, not disposed. Not read when the blob is there already.</param>
    /// <param name="ct">Cancels; the blob is then not there.</param>
    ValueTask PutBlobAsync(StoredBlob blob, Stream content, CancellationToken ct);
}

/// <summary>One view of everything stored, unchanging as <see cref="IStoreTransfer.OpenSnapshotAsync"/> says.</summary>
public interface IStoreSnapshot : IStoreInspection, IAsyncDisposable
{
    /// <summary>All permanent blobs. Their bytes never change: <see cref="IBlobStore.OpenAsync"/> reads them.</summary>
    IAsyncEnumerable<StoredBlob> ReadBlobsAsync(CancellationToken ct);

    /// <summary>All counters of <see cref="ISequence"/>.</summary>
    IAsyncEnumerable<StoredCounter> ReadCountersAsync(CancellationToken ct);
}

/// <summary>A permanent blob.</summary>
/// <param name="Id">32 lower-case hex digits.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hex of the bytes.</param>
public sealed record StoredBlob(string Id, long Size, string Sha256);

/// <summary>A counter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Next">The next number it would give.</param>
public sealed record StoredCounter(string Name, long Next);
