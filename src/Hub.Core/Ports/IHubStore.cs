using Hub.Core.Storage;

namespace Hub.Core.Ports;

/// <summary>Durable truth: documents found by id, by unique key or by view, changed by atomic commits.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/> and <see cref="StoreCorruptException"/>.</remarks>
public interface IHubStore
{
    /// <summary>Creates or upgrades tables and indexes for the catalogue. Idempotent; resumes after a kill.</summary>
    ValueTask EnsureSchemaAsync(CancellationToken ct);

    /// <summary>The document, or null when there is none.</summary>
    ValueTask<T?> FindAsync<T>(DocId<T> id, CancellationToken ct) where T : Document<T>, IDocument<T>;

    /// <summary>The documents that exist among the ids, in no order, in one round trip; at most 1,000 ids.</summary>
    ValueTask<IReadOnlyList<T>> FindManyAsync<T>(IReadOnlyCollection<DocId<T>> ids, CancellationToken ct) where T : Document<T>, IDocument<T>;

    /// <summary>Who holds the key, or null.</summary>
    ValueTask<DocRef?> ResolveAsync(UniqueKey key, CancellationToken ct);

    /// <summary>Who holds the keys that are held, in one round trip; at most 1,000 keys.</summary>
    ValueTask<IReadOnlyDictionary<UniqueKey, DocRef>> ResolveManyAsync(IReadOnlyCollection<UniqueKey> keys, CancellationToken ct);

    /// <summary>One page of a view, by keyset.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this view.</exception>
    ValueTask<Page<T>> ListAsync<T>(View<T> view, PageRequest page, CancellationToken ct) where T : Document<T>, IDocument<T>;

    /// <summary>How many documents match, counted no further than <paramref name="ceiling"/>.</summary>
    ValueTask<int> CountAsync<T>(Views.Filter<T> filter, int ceiling, CancellationToken ct) where T : Document<T>, IDocument<T>;

    /// <summary>Applies all changes or none; durable when it answers <see cref="CommitOutcome.Committed"/>.</summary>
    /// <param name="changes">1 to 1,000 writes; bodies at most 4 MiB together.</param>
    /// <param name="ct">Cancels waiting only; a commit under way still lands.</param>
    ValueTask<CommitOutcome> CommitAsync(ChangeSet changes, CancellationToken ct);

    /// <summary>Finds documents by words, newest first.</summary>
    ValueTask<Page<SearchHit>> SearchAsync(SearchQuery query, PageRequest page, CancellationToken ct);

    /// <summary>Completes when everything committed before the call is searchable.</summary>
    ValueTask WhenSearchableAsync(CancellationToken ct);

    /// <summary>Answers when the store can write; throws <see cref="StoreUnavailableException"/> otherwise. For readiness.</summary>
    ValueTask PingAsync(CancellationToken ct);
}
