using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Storage.Tests.Model;

/// <summary>What a store means, without disk, indexes or threads: the oracle the engines are compared with.</summary>
internal sealed class InMemoryHubStore(InMemoryOutbox outbox, InMemoryBlobs blobs) : IHubStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DocRef, Document> _documents = [];
    private readonly Dictionary<UniqueKey, DocRef> _claims = [];
    private readonly List<Indexed> _index = [];
    private readonly Dictionary<string, (string Shape, FieldValue Sort, string Id)> _cursors = [];

    public IReadOnlyDictionary<DocRef, Document> Documents => _documents;

    public IReadOnlyDictionary<UniqueKey, DocRef> Claims => _claims;

    public ValueTask EnsureSchemaAsync(CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask PingAsync(CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask WhenSearchableAsync(CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<T?> FindAsync<T>(DocId<T> id, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        lock (_lock)
        {
            return ValueTask.FromResult((T?)_documents.GetValueOrDefault(id.ToRef()));
        }
    }

    public ValueTask<IReadOnlyList<T>> FindManyAsync<T>(IReadOnlyCollection<DocId<T>> ids, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<T>>(
                [.. ids.Distinct().Select(id => (T?)_documents.GetValueOrDefault(id.ToRef())).OfType<T>()]);
        }
    }

    public ValueTask<DocRef?> ResolveAsync(UniqueKey key, CancellationToken ct)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_claims.TryGetValue(key, out var holder) ? (DocRef?)holder : null);
        }
    }

    public ValueTask<IReadOnlyDictionary<UniqueKey, DocRef>> ResolveManyAsync(IReadOnlyCollection<UniqueKey> keys, CancellationToken ct)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyDictionary<UniqueKey, DocRef>>(
                keys.Distinct().Where(_claims.ContainsKey).ToDictionary(static key => key, key => _claims[key]));
        }
    }

    public ValueTask<Page<T>> ListAsync<T>(View<T> view, PageRequest page, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        if (page.Limit is < 1 or > 1000)
        {
            throw new ArgumentOutOfRangeException(nameof(page));
        }
        lock (_lock)
        {
            var shape = $"{T.Kind.Name}|{view.Sort?.Name}|{view.IsDescending}|{ShapeOf(view.Filter)}";
            var place = Comparer<(FieldValue Sort, string Id)>.Create((a, b) =>
                (a.Sort.CompareTo(b.Sort) is not 0 and var order ? order : FieldValue.CompareUtf8(a.Id, b.Id)) * (view.IsDescending ? -1 : 1));
            var found = _documents.Values.OfType<T>().Where(view.Filter.Matches)
                .Select(item => (Place: (view.Sort is { } sort ? sort.SortKey(sort.ValueOf(item)) : FieldValue.None, item.Key), item))
                .OrderBy(static pair => pair.Place, place).ToList();
            if (page.After is { } cursor)
            {
                if (!_cursors.TryGetValue(cursor.Text, out var start) || start.Shape != shape)
                {
                    throw new InvalidCursorException();
                }
                found.RemoveAll(pair => place.Compare(pair.Place, (start.Sort, start.Id)) <= 0);
            }
            var items = found.Take(page.Limit).ToList();
            return ValueTask.FromResult(new Page<T>([.. items.Select(static pair => pair.item)],
                found.Count > page.Limit ? Remember(shape, items[^1].Place) : null));
        }
    }

    public ValueTask<int> CountAsync<T>(Filter<T> filter, int ceiling, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        lock (_lock)
        {
            return ValueTask.FromResult(Math.Min(ceiling, _documents.Values.OfType<T>().Count(filter.Matches)));
        }
    }

    public ValueTask<CommitOutcome> CommitAsync(ChangeSet changes, CancellationToken ct)
    {
        RefuseTwice(changes);
        lock (_lock)
        {
            if (Refusal(changes) is { } refusal)
            {
                return ValueTask.FromResult(refusal);
            }
            blobs.Keep(changes.Blobs);
            Apply(changes);
            outbox.Apply(changes);
            return ValueTask.FromResult<CommitOutcome>(CommitOutcome.Committed.Value);
        }
    }

    public ValueTask<Page<SearchHit>> SearchAsync(SearchQuery query, PageRequest page, CancellationToken ct)
    {
        lock (_lock)
        {
            var shape = $"search|{string.Join(' ', query.Words)}|{query.Prefix}";
            var hits = _index.Select((entry, place) => (entry, Place: (long)place)).Reverse()
                .Where(pair => _documents.ContainsKey(pair.entry.Document) && IsHit(pair.entry, query)).ToList();
            if (page.After is { } cursor)
            {
                var start = _cursors.TryGetValue(cursor.Text, out var known) && known.Shape == shape ? known : throw new InvalidCursorException();
                hits.RemoveAll(pair => pair.Place >= start.Sort.Number);
            }
            return ValueTask.FromResult(new Page<SearchHit>(
                [.. hits.Take(page.Limit).Select(static pair => new SearchHit(pair.entry.Document, pair.entry.Group))],
                hits.Count > page.Limit ? Remember(shape, (FieldValue.Of(hits[page.Limit - 1].Place), "")) : null));
        }
    }

    private CommitOutcome? Refusal(ChangeSet changes) =>
        changes.Writes.OfType<Write.Expect>().Select(CommitOutcome? (expect) => Check(new DocRef(expect.Kind.Name, expect.Key), expect.Version))
            .Concat(changes.Writes.Select(CommitOutcome? (write) => write switch
            {
                Write.Insert insert => Check(new DocRef(insert.Kind.Name, insert.Document.Key), 0),
                Write.Replace replace => Check(new DocRef(replace.Kind.Name, replace.Document.Key), replace.Expected),
                Write.Delete delete => Check(new DocRef(delete.Kind.Name, delete.Key), delete.Expected),
                _ => null,
            }))
            .Append(CheckClaims(changes))
            .Concat(changes.Settlements.Select(outbox.Check))
            .FirstOrDefault(static refusal => refusal is not null);

    private CommitOutcome.VersionConflict? Check(DocRef document, long expected)
    {
        var actual = _documents.GetValueOrDefault(document)?.Version;
        return (actual ?? 0) == expected ? null : new CommitOutcome.VersionConflict(document, expected, actual);
    }

    private CommitOutcome.KeyTaken? CheckClaims(ChangeSet changes)
    {
        var held = new Dictionary<UniqueKey, DocRef>(_claims);
        foreach (var release in changes.Writes.OfType<Write.Release>().Where(release => held.GetValueOrDefault(release.Key) == release.Holder))
        {
            held.Remove(release.Key);
        }
        foreach (var claim in changes.Writes.OfType<Write.Claim>())
        {
            if (held.TryGetValue(claim.Key, out var holder) && holder != claim.Holder)
            {
                return new CommitOutcome.KeyTaken(claim.Key, holder);
            }
            held[claim.Key] = claim.Holder;
        }
        return null;
    }

    private void Apply(ChangeSet changes)
    {
        foreach (var write in changes.Writes)
        {
            switch (write)
            {
                case Write.Insert insert:
                    _documents[new DocRef(insert.Kind.Name, insert.Document.Key)] = insert.Document with { Version = 1 };
                    break;
                case Write.Replace replace:
                    _documents[new DocRef(replace.Kind.Name, replace.Document.Key)] = replace.Document with { Version = replace.Expected + 1 };
                    break;
                case Write.Delete delete:
                    var gone = new DocRef(delete.Kind.Name, delete.Key);
                    _documents.Remove(gone);
                    _index.RemoveAll(entry => entry.Document == gone);
                    break;
                case Write.Release release when _claims.GetValueOrDefault(release.Key) == release.Holder:
                    _claims.Remove(release.Key);
                    break;
            }
        }
        foreach (var claim in changes.Writes.OfType<Write.Claim>())
        {
            _claims[claim.Key] = claim.Holder;
        }
        foreach (var request in changes.Index)
        {
            Index(request);
        }
    }

    private void Index(IndexRequest request)
    {
        if (request is IndexRequest.Entry entry)
        {
            var at = _index.FindIndex(known => known.Document == entry.Document);
            var made = new Indexed(entry.Document, entry.Group, [.. entry.Labels]);
            if (at < 0)
            {
                _index.Add(made);
            }
            else
            {
                _index[at] = made;
            }
        }
        else if (request is IndexRequest.Relabel relabel)
        {
            for (var i = 0; i < _index.Count; i++)
            {
                _index[i] = _index[i].Group == relabel.Group ? _index[i] with { Labels = [.. relabel.Labels] } : _index[i];
            }
        }
    }

    private bool IsHit(Indexed entry, SearchQuery query)
    {
        var kind = Catalogue.All.First(kind => kind.Name == entry.Document.Kind);
        var words = SearchText.Words(kind.SearchTextOf(_documents[entry.Document]) ?? "").ToHashSet(StringComparer.Ordinal);
        return query.Words.All(words.Contains)
            && (query.Prefix is not { } prefix || words.Any(word => word.StartsWith(prefix, StringComparison.Ordinal)))
            && (query.Labels is not { } labels || labels.Any(entry.Labels.Contains));
    }

    private Cursor Remember(string shape, (FieldValue Sort, string Id) place)
    {
        var cursor = new Cursor(Guid.NewGuid().ToString("n"));
        _cursors[cursor.Text] = (shape, place.Sort, place.Id);
        return cursor;
    }

    private static void RefuseTwice(ChangeSet changes)
    {
        var keys = changes.Writes.Select(static write => write switch
        {
            Write.Insert insert => insert.Document.Key,
            Write.Replace replace => replace.Document.Key,
            Write.Delete delete => delete.Key,
            _ => null,
        }).OfType<string>().ToList();
        if (keys.Distinct(StringComparer.Ordinal).Count() != keys.Count)
        {
            throw new ArgumentException("A document is written twice.", nameof(changes));
        }
    }

    private static string ShapeOf<T>(Filter<T> filter) where T : Document => filter switch
    {
        Filter<T>.All all => $"all({string.Join(',', all.Parts.Select(ShapeOf))})",
        Filter<T>.Any any => $"any({string.Join(',', any.Parts.Select(ShapeOf))})",
        Filter<T>.Not not => $"not({ShapeOf(not.Part)})",
        Filter<T>.Is equal => $"in({equal.Field.Name})",
        Filter<T>.In among => $"in({among.Field.Name})",
        Filter<T>.Between between => $"between({between.Field.Name})",
        Filter<T>.Missing missing => $"missing({missing.Field.Name})",
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private sealed record Indexed(DocRef Document, DocRef Group, IReadOnlyList<string> Labels);
}
