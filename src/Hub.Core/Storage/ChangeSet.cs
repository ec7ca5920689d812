using Hub.Core.Outbound;

namespace Hub.Core.Storage;

/// <summary>Changes that are applied together or not at all. Not thread-safe; used once.</summary>
/// <remarks>Keys a kind declares are claimed and released here by difference, so adapters see plain claims only. Checks run in
/// this order and the first that fails is the outcome: expectations, documents in the order given, claims (a key released in the
/// same set is free), leases. A document is written at most once in a set.</remarks>
public sealed class ChangeSet
{
    private readonly List<Write> _writes = [];
    private readonly List<OutboxEntry> _outbox = [];
    private readonly List<Settlement> _settlements = [];
    private readonly List<StagedBlob> _blobs = [];
    private readonly List<IndexRequest> _index = [];

    /// <summary>Writes in the order given; all expectations are checked before any is applied.</summary>
    public IReadOnlyList<Write> Writes => _writes;

    /// <summary>Outgoing work that exists if and only if the commit does.</summary>
    public IReadOnlyList<OutboxEntry> Outbox => _outbox;

    /// <summary>Outgoing work this commit finishes. A lost lease fails the commit as a version conflict on <c>outbox</c>.</summary>
    public IReadOnlyList<Settlement> Settlements => _settlements;

    /// <summary>Blobs that become permanent with the commit.</summary>
    public IReadOnlyList<StagedBlob> Blobs => _blobs;

    /// <summary>Documents to (re)index for search, shortly after the commit.</summary>
    public IReadOnlyList<IndexRequest> Index => _index;

    /// <summary>Adds a new document and claims its keys. An existing id fails as a version conflict with expected 0.</summary>
    public ChangeSet Insert<T>(T document) where T : Document<T>, IDocument<T>
    {
        _writes.Add(new Write.Insert(T.Kind, document));
        foreach (var key in T.Kind.Keys(document))
        {
            Claim(key, document.ToRef());
        }
        return this;
    }

    /// <summary>Puts <paramref name="next"/> in place of <paramref name="previous"/>, which must still be the stored version.</summary>
    public ChangeSet Replace<T>(T previous, T next) where T : Document<T>, IDocument<T>
    {
        _writes.Add(new Write.Replace(T.Kind, next, previous.Version, previous));
        var before = T.Kind.Keys(previous);
        var after = T.Kind.Keys(next);
        if (before.SequenceEqual(after))
        {
            return this;
        }
        foreach (var key in before.Except(after))
        {
            Release(key, next.ToRef());
        }
        foreach (var key in after.Except(before))
        {
            Claim(key, next.ToRef());
        }
        return this;
    }

    /// <summary>Removes a document of the version read and releases its keys.</summary>
    public ChangeSet Delete<T>(T document) where T : Document<T>, IDocument<T>
    {
        _writes.Add(new Write.Delete(T.Kind, document.Key, document.Version));
        foreach (var key in T.Kind.Keys(document))
        {
            Release(key, document.ToRef());
        }
        return this;
    }

    /// <summary>Fails the commit unless the document is still as it was read. For reads a rule relied on.</summary>
    public ChangeSet Expect<T>(T document) where T : Document<T>, IDocument<T>
    {
        _writes.Add(new Write.Expect(T.Kind, document.Key, document.Version));
        return this;
    }

    /// <summary>Adds the writes of another set, which was made apart from this one.</summary>
    public ChangeSet Add(ChangeSet other)
    {
        _writes.AddRange(other._writes);
        return this;
    }

    /// <summary>Takes a key for a document; fails the commit as <see cref="CommitOutcome.KeyTaken"/> when another holds it.</summary>
    public ChangeSet Claim(UniqueKey key, DocRef holder)
    {
        _writes.Add(new Write.Claim(key, holder));
        return this;
    }

    /// <summary>Gives a key back; nothing happens when the holder does not hold it.</summary>
    public ChangeSet Release(UniqueKey key, DocRef holder)
    {
        _writes.Add(new Write.Release(key, holder));
        return this;
    }

    /// <summary>Adds outgoing work.</summary>
    public ChangeSet Enqueue(OutboxEntry entry)
    {
        _outbox.Add(entry);
        return this;
    }

    /// <summary>Finishes leased work in this commit.</summary>
    public ChangeSet Settle(Settlement settlement)
    {
        _settlements.Add(settlement);
        return this;
    }

    /// <summary>Makes a staged blob permanent.</summary>
    public ChangeSet Keep(StagedBlob blob)
    {
        _blobs.Add(blob);
        return this;
    }

    /// <summary>Asks for a document to be found by its words under the given labels.</summary>
    public ChangeSet MakeSearchable(IndexRequest request)
    {
        _index.Add(request);
        return this;
    }
}
