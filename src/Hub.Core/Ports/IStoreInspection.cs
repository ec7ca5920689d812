using Hub.Core.Outbound;
using Hub.Core.Storage;

namespace Hub.Core.Ports;

/// <summary>Reads everything that is stored, row by row, for checks and exports. Not a snapshot: commits go on meanwhile.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/> and <see cref="StoreCorruptException"/>.</remarks>
public interface IStoreInspection
{
    /// <summary>All documents of a kind, each once, in an order that does not change: that of first storing or that of ids.</summary>
    IAsyncEnumerable<Document> ReadAllAsync(DocumentKind kind, CancellationToken ct);

    /// <summary>One document of any kind, or null.</summary>
    ValueTask<Document?> FindAsync(DocRef document, CancellationToken ct);

    /// <summary>All unique keys with their holders.</summary>
    IAsyncEnumerable<StoredClaim> ReadClaimsAsync(CancellationToken ct);

    /// <summary>All outgoing work, the given up included, in the order of commits.</summary>
    IAsyncEnumerable<StoredOutboxEntry> ReadOutboxAsync(CancellationToken ct);

    /// <summary>When the oldest wish to the search index that is not granted yet was made, or null when there is none.</summary>
    ValueTask<DateTimeOffset?> OldestUnindexedAsync(CancellationToken ct);
}

/// <summary>A unique key that is held.</summary>
/// <param name="Key">The key.</param>
/// <param name="Holder">Who holds it.</param>
public sealed record StoredClaim(UniqueKey Key, DocRef Holder);

/// <summary>Outgoing work as it is stored.</summary>
/// <param name="Entry">The work.</param>
/// <param name="IsFailed">Given up; else pending.</param>
/// <param name="Attempts">Leases so far.</param>
/// <param name="Reason">Of the last failure; null when there was none.</param>
public sealed record StoredOutboxEntry(OutboxEntry Entry, bool IsFailed, int Attempts, string? Reason);
