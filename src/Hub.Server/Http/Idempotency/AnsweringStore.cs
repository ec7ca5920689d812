using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Server.Operation;

namespace Hub.Server.Http.Idempotency;

/// <summary>The store as requests see it: the first commit of a request that carries an <c>Idempotency-Key</c> also notes in that
/// commit what it made, so that a crash between commit and answer cannot make it twice.</summary>
/// <remarks>Every commit of the process passes here, so it is also where they are measured and traced.</remarks>
public sealed class AnsweringStore(IHubStore inner, HubTelemetry telemetry, TimeProvider clock) : IHubStore
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

    public async ValueTask<CommitOutcome> CommitAsync(ChangeSet changes, CancellationToken ct)
    {
        using var activity = HubTelemetry.Source.StartActivity("commit");
        var begin = clock.GetTimestamp();
        var outcome = KeyedRequest.Current is { } request
            ? await request.CommitAsync(inner, changes, ct)
            : await inner.CommitAsync(changes, ct);
        telemetry.Committed(changes, outcome, clock.GetElapsedTime(begin));
        return outcome;
    }

    public ValueTask<Page<SearchHit>> SearchAsync(SearchQuery query, PageRequest page, CancellationToken ct) =>
        inner.SearchAsync(query, page, ct);

    public ValueTask WhenSearchableAsync(CancellationToken ct) => inner.WhenSearchableAsync(ct);

    public ValueTask PingAsync(CancellationToken ct) => inner.PingAsync(ct);
}
