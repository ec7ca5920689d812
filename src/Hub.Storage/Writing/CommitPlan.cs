using Hub.Core.Storage;
using Hub.Storage.Documents;

namespace Hub.Storage.Writing;

/// <summary>A change set made ready on the caller's thread: rows worked out, writes put in the order they are checked in.</summary>
internal sealed class CommitPlan<TPlace, TRow>
    where TPlace : class, IKindPlace<TRow>
    where TRow : class, IStoredRow
{
    private const int MostWrites = 1000;
    private const int MostBytes = 4 * 1024 * 1024;
    private readonly List<DocumentWrite<TPlace, TRow>> _documents = [];
    private readonly List<DocumentWrite<TPlace, TRow>> _expectations = [];
    private readonly List<Write.Claim> _claims = [];
    private readonly List<Write.Release> _releases = [];

    public CommitPlan(ChangeSet changes, KindPlaces<TPlace> places)
    {
        Changes = changes;
        if (changes.Writes.Count > MostWrites)
        {
            throw new ArgumentException($"A change set holds at most {MostWrites} writes.", nameof(changes));
        }
        foreach (var write in changes.Writes)
        {
            Add(write, places);
        }
        if (_documents.Sum(static write => (long)(write.Row?.Size ?? 0)) > MostBytes)
        {
            throw new ArgumentException($"The bodies of a change set hold at most {MostBytes} bytes together.", nameof(changes));
        }
        RefuseTwice();
    }

    public ChangeSet Changes { get; }

    /// <summary>Inserts, replaces and deletes, in the order given.</summary>
    public IReadOnlyList<DocumentWrite<TPlace, TRow>> Documents => _documents;

    /// <summary>Documents that must be as they were read.</summary>
    public IReadOnlyList<DocumentWrite<TPlace, TRow>> Expectations => _expectations;

    public IReadOnlyList<Write.Claim> Claims => _claims;

    public IReadOnlyList<Write.Release> Releases => _releases;

    /// <summary>The first claim that somebody else holds, or that a claim before it holds; null when all are free.</summary>
    /// <param name="held">Who holds the claimed keys that are held. Keys released in the same set are free.</param>
    public CommitOutcome.KeyTaken? TakenKey(IReadOnlyDictionary<UniqueKey, DocRef> held)
    {
        for (var i = 0; i < _claims.Count; i++)
        {
            var claim = _claims[i];
            if (held.TryGetValue(claim.Key, out var holder) && holder != claim.Holder
                && !_releases.Any(release => release.Key == claim.Key && release.Holder == holder))
            {
                return new CommitOutcome.KeyTaken(claim.Key, holder);
            }
            for (var before = 0; before < i; before++)
            {
                if (_claims[before].Key == claim.Key && _claims[before].Holder != claim.Holder)
                {
                    return new CommitOutcome.KeyTaken(claim.Key, _claims[before].Holder);
                }
            }
        }
        return null;
    }

    private void Add(Write write, KindPlaces<TPlace> places)
    {
        switch (write)
        {
            case Write.Insert insert:
                var inserted = places.Of(insert.Kind);
                _documents.Add(new DocumentWrite<TPlace, TRow>(inserted, insert.Document.Key, 0, inserted.RowOf(insert.Document, null)));
                break;
            case Write.Replace replace:
                var replaced = places.Of(replace.Kind);
                var next = replaced.RowOf(replace.Document, replace.Previous);
                _documents.Add(new DocumentWrite<TPlace, TRow>(replaced, replace.Document.Key, replace.Expected, next));
                break;
            case Write.Delete delete:
                _documents.Add(new DocumentWrite<TPlace, TRow>(places.Of(delete.Kind), delete.Key, delete.Expected, null));
                break;
            case Write.Expect expect:
                _expectations.Add(new DocumentWrite<TPlace, TRow>(places.Of(expect.Kind), expect.Key, expect.Version, null));
                break;
            case Write.Claim claim:
                _claims.Add(claim);
                break;
            case Write.Release release:
                _releases.Add(release);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(write));
        }
    }

    private void RefuseTwice()
    {
        var seen = new HashSet<(string, string)>(_documents.Count);
        foreach (var write in _documents)
        {
            if (!seen.Add((write.Place.Kind.Name, write.Key)))
            {
                throw new ArgumentException($"The change set writes {write.Place.Kind.Name} '{write.Key}' twice.");
            }
        }
    }
}

/// <summary>A write of one document.</summary>
/// <param name="Place">Where.</param>
/// <param name="Key">Which.</param>
/// <param name="Expected">Version relied on; 0 for an insert.</param>
/// <param name="Row">New content; null for a delete or an expectation.</param>
internal sealed record DocumentWrite<TPlace, TRow>(TPlace Place, string Key, long Expected, TRow? Row)
    where TPlace : class, IKindPlace<TRow>
    where TRow : class, IStoredRow
{
    public CommitOutcome Conflict(long? actual) =>
        new CommitOutcome.VersionConflict(new DocRef(Place.Kind.Name, Key), Expected, actual);
}
