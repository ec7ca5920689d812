using Hub.Core.Storage;
using Hub.Storage.Sqlite.Tables;

namespace Hub.Storage.Sqlite.Writing;

/// <summary>A change set made ready on the caller's thread: rows worked out, writes put in the order they are checked in.</summary>
internal sealed class CommitPlan
{
    private const int MostWrites = 1000;
    private const int MostBytes = 4 * 1024 * 1024;
    private readonly List<DocumentWrite> _documents = [];
    private readonly List<DocumentWrite> _expectations = [];
    private readonly List<Write.Claim> _claims = [];
    private readonly List<Write.Release> _releases = [];

    public CommitPlan(ChangeSet changes, KindTables tables)
    {
        Changes = changes;
        if (changes.Writes.Count > MostWrites)
        {
            throw new ArgumentException($"A change set holds at most {MostWrites} writes.", nameof(changes));
        }
        foreach (var write in changes.Writes)
        {
            Add(write, tables);
        }
        if (_documents.Sum(static write => (long)(write.Row?.Body.Length ?? 0)) > MostBytes)
        {
            throw new ArgumentException($"The bodies of a change set hold at most {MostBytes} bytes together.", nameof(changes));
        }
        RefuseTwice();
    }

    public ChangeSet Changes { get; }

    /// <summary>Inserts, replaces and deletes, in the order given.</summary>
    public IReadOnlyList<DocumentWrite> Documents => _documents;

    /// <summary>Documents that must be as they were read.</summary>
    public IReadOnlyList<DocumentWrite> Expectations => _expectations;

    public IReadOnlyList<Write.Claim> Claims => _claims;

    public IReadOnlyList<Write.Release> Releases => _releases;

    private void Add(Write write, KindTables tables)
    {
        switch (write)
        {
            case Write.Insert insert:
                var inserted = tables.Of(insert.Kind);
                _documents.Add(new DocumentWrite(inserted, insert.Document.Key, 0, DocumentRow.Of(inserted, insert.Document)));
                break;
            case Write.Replace replace:
                var replaced = tables.Of(replace.Kind);
                _documents.Add(new DocumentWrite(replaced, replace.Document.Key, replace.Expected, DocumentRow.Of(replaced, replace.Document, replace.Previous)));
                break;
            case Write.Delete delete:
                _documents.Add(new DocumentWrite(tables.Of(delete.Kind), delete.Key, delete.Expected, null));
                break;
            case Write.Expect expect:
                _expectations.Add(new DocumentWrite(tables.Of(expect.Kind), expect.Key, expect.Version, null));
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
            if (!seen.Add((write.Table.Name, write.Key)))
            {
                throw new ArgumentException($"The change set writes {write.Table.Kind.Name} '{write.Key}' twice.");
            }
        }
    }
}

/// <summary>A write of one document.</summary>
/// <param name="Table">Where.</param>
/// <param name="Key">Which.</param>
/// <param name="Expected">Version relied on; 0 for an insert.</param>
/// <param name="Row">New content; null for a delete or an expectation.</param>
internal sealed record DocumentWrite(KindTable Table, string Key, long Expected, DocumentRow? Row)
{
    public CommitOutcome Conflict(long? actual) =>
        new CommitOutcome.VersionConflict(new DocRef(Table.Kind.Name, Key), Expected, actual);
}
