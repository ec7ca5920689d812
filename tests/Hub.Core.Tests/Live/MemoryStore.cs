using System.Globalization;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Tests.Live;

/// <summary>Documents in a dictionary, committed under one lock: enough store for tests of what stands above it.</summary>
internal sealed class MemoryStore : IHubStore, ISequence
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DocRef, Document> _documents = [];
    private readonly Dictionary<UniqueKey, DocRef> _keys = [];
    private long _number = 100_000;

    /// <summary>How many lists were read.</summary>
    public int ListsRead { get; private set; }

    /// <summary>How many documents were read by id or key.</summary>
    public int Finds { get; private set; }

    /// <summary>How many commits succeeded.</summary>
    public int Commits { get; private set; }

    /// <summary>Runs before each commit is checked.</summary>
    public Action<ChangeSet>? BeforeCommit { get; set; }

    public ValueTask EnsureSchemaAsync(CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<T?> FindAsync<T>(DocId<T> id, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        lock (_gate)
        {
            Finds++;
            return ValueTask.FromResult(_documents.GetValueOrDefault(id.ToRef()) as T);
        }
    }

    public ValueTask<IReadOnlyList<T>> FindManyAsync<T>(IReadOnlyCollection<DocId<T>> ids, CancellationToken ct)
        where T : Document<T>, IDocument<T>
    {
        lock (_gate)
        {
            Finds++;
            return ValueTask.FromResult<IReadOnlyList<T>>(
                [.. ids.Select(id => _documents.GetValueOrDefault(id.ToRef())).OfType<T>()]);
        }
    }

    public ValueTask<DocRef?> ResolveAsync(UniqueKey key, CancellationToken ct)
    {
        lock (_gate)
        {
            Finds++;
            return ValueTask.FromResult<DocRef?>(_keys.TryGetValue(key, out var holder) ? holder : null);
        }
    }

    public ValueTask<IReadOnlyDictionary<UniqueKey, DocRef>> ResolveManyAsync(IReadOnlyCollection<UniqueKey> keys, CancellationToken ct)
    {
        lock (_gate)
        {
            Finds++;
            return ValueTask.FromResult<IReadOnlyDictionary<UniqueKey, DocRef>>(
                keys.Distinct().Where(_keys.ContainsKey).ToDictionary(static key => key, key => _keys[key]));
        }
    }

    public ValueTask<Page<T>> ListAsync<T>(View<T> view, PageRequest page, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        lock (_gate)
        {
            ListsRead++;
            var all = _documents.Values.OfType<T>().Where(view.Filter.Matches);
            var ordered = view.Sort is { } field
                ? all.OrderBy(doc => field.SortKey(field.ValueOf(doc))).ThenBy(static doc => doc.Key, StringComparer.Ordinal)
                : all.OrderBy(static doc => doc.Key, StringComparer.Ordinal);
            var skip = page.After is { } after ? int.Parse(after.Text, CultureInfo.InvariantCulture) : 0;
            var rest = (view.IsDescending ? ordered.Reverse() : ordered).Skip(skip).ToList();
            return ValueTask.FromResult(new Page<T>([.. rest.Take(page.Limit)], rest.Count > page.Limit
                ? new Cursor((skip + page.Limit).ToString(CultureInfo.InvariantCulture))
                : null));
        }
    }

    public ValueTask<int> CountAsync<T>(Filter<T> filter, int ceiling, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_documents.Values.OfType<T>().Count(filter.Matches));
        }
    }

    public ValueTask<CommitOutcome> CommitAsync(ChangeSet changes, CancellationToken ct)
    {
        BeforeCommit?.Invoke(changes);
        lock (_gate)
        {
            if (Refuse(changes) is { } refusal)
            {
                return ValueTask.FromResult(refusal);
            }
            foreach (var write in changes.Writes)
            {
                Apply(write);
            }
            Commits++;
            return ValueTask.FromResult<CommitOutcome>(CommitOutcome.Committed.Value);
        }
    }

    public ValueTask<Page<SearchHit>> SearchAsync(SearchQuery query, PageRequest page, CancellationToken ct) =>
        ValueTask.FromResult(new Page<SearchHit>([], null));

    public ValueTask WhenSearchableAsync(CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask PingAsync(CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<long> NextBlockAsync(string name, int size, CancellationToken ct)
    {
        lock (_gate)
        {
            _number += size;
            return ValueTask.FromResult(_number - size + 1);
        }
    }

    private CommitOutcome? Refuse(ChangeSet changes)
    {
        foreach (var write in changes.Writes)
        {
            CommitOutcome? refusal = write switch
            {
                Write.Insert insert => Check(new DocRef(insert.Kind.Name, insert.Document.Key), 0),
                Write.Replace replace => Check(new DocRef(replace.Kind.Name, replace.Document.Key), replace.Expected),
                Write.Delete delete => Check(new DocRef(delete.Kind.Name, delete.Key), delete.Expected),
                Write.Expect expect => Check(new DocRef(expect.Kind.Name, expect.Key), expect.Version),
                Write.Claim claim when _keys.TryGetValue(claim.Key, out var holder) && holder != claim.Holder =>
                    new CommitOutcome.KeyTaken(claim.Key, holder),
                _ => null,
            };
            if (refusal is not null)
            {
                return refusal;
            }
        }
        return null;
    }

    private CommitOutcome.VersionConflict? Check(DocRef document, long expected)
    {
        var actual = _documents.GetValueOrDefault(document)?.Version;
        return (actual ?? 0) == expected ? null : new CommitOutcome.VersionConflict(document, expected, actual);
    }

    private void Apply(Write write)
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
                _documents.Remove(new DocRef(delete.Kind.Name, delete.Key));
                break;
            case Write.Claim claim:
                _keys[claim.Key] = claim.Holder;
                break;
            case Write.Release release when _keys.TryGetValue(release.Key, out var holder) && holder == release.Holder:
                _keys.Remove(release.Key);
                break;
        }
    }
}

/// <summary>Carries events between feeds of one test as a coordination server would between nodes; may lose them.</summary>
internal sealed class MemoryFanout
{
    private readonly List<Node> _nodes = [];

    public Node Join()
    {
        var node = new Node(this);
        _nodes.Add(node);
        return node;
    }

    internal sealed class Node(MemoryFanout all) : IFanout
    {
        private Action<FeedEvent> _receive = static _ => { };
        private Action _resync = static () => { };

        /// <summary>Whether what the others send is lost.</summary>
        public bool IsDeaf { get; set; }

        public bool IsCarrying => !IsDeaf;

        public void Publish(FeedEvent feedEvent)
        {
            foreach (var other in all._nodes.Where(node => node != this && !node.IsDeaf))
            {
                other._receive(feedEvent);
            }
        }

        public void Reconnect() => _resync();

        public IDisposable Subscribe(Action<FeedEvent> receive, Action resync)
        {
            (_receive, _resync) = (receive, resync);
            return new CancellationTokenSource();
        }
    }
}
