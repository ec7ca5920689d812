using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Server.Http.Idempotency;

/// <summary>The store as requests see it: the first commit of a request that carries an <c>Idempotency-Key</c> also notes in that
/// commit what it made, so that a crash between commit and answer cannot make it twice.</summary>
public sealed class AnsweringStore(IHubStore inner) : IHubStore
{
    public ValueTask EnsureSchemaAsync(CancellationToken ct) => inner.EnsureSchemaAsync(ct);

    public ValueTask<T?> FindAsync<T>(DocId<T> id, CancellationToken ct) where T : Document<T>, IDocument<T> => inner.FindAsync(id, ct);

    public ValueTask<IReadOnlyList<T>> FindManyAsync<T>(IReadOnlyCollection<DocId<T>> ids, CancellationToken ct)
        where T : Document<T>, IDocument<T> => inner.FindManyAsync(ids, ct);

    public ValueTask<DocRef?> ResolveAsync(UniqueKey key, CancellationToken ct) => inner.ResolveAsync(key, ct);

    public ValueTask<IReadOnlyDictionary<UniqueKey, DocRef>> ResolveManyAsync(IReadOnlyCollection<UniqueKey> keys, CancellationToken ct) =>
        inner.ResolveManyAsync(keys, ct);

    public ValueTask<Page<T>> ListAsync<T>(View<T> view, PageRequest page, CancellationToken ct)
        where T : Document<T>, IDocument<T> => inner.ListAsync(view, page, ct);

    public ValueTask<int> CountAsync<T>(Filter<T> filter, int ceiling, CancellationToken ct)
        where T : Document<T>, IDocument<T> => inner.CountAsync(filter, ceiling, ct);

    public ValueTask<CommitOutcome> CommitAsync(ChangeSet changes, CancellationToken ct) =>
        KeyedRequest.Current is { } request ? request.CommitAsync(inner, changes, ct) : inner.CommitAsync(changes, ct);

    public ValueTask<Page<SearchHit>> SearchAsync(SearchQuery query, PageRequest page, CancellationToken ct) =>
        inner.SearchAsync(query, page, ct);

    public ValueTask WhenSearchableAsync(CancellationToken ct) => inner.WhenSearchableAsync(ct);

    public ValueTask PingAsync(CancellationToken ct) => inner.PingAsync(ct);
}
