using Hub.Core.Storage;

namespace Hub.Storage.Searching;

/// <summary>What a run of wishes comes to: each document once, under its final group and labels, or removed.</summary>
internal sealed class SearchBatch
{
    private readonly OrderedDictionary<DocRef, Placing> _placed = [];

    private SearchBatch(long lastSeq) => LastSeq = lastSeq;

    /// <summary>Number of the last wish it grants.</summary>
    public long LastSeq { get; }

    /// <summary>Documents in the order in which they were first wished for.</summary>
    public IEnumerable<KeyValuePair<DocRef, Placing>> Placed => _placed;

    /// <param name="rows">Oldest first.</param>
    /// <param name="entriesOf">What is indexed of a group, oldest entry first.</param>
    public static SearchBatch Of(IReadOnlyList<PendingRow> rows, Func<DocRef, IEnumerable<DocRef>> entriesOf)
    {
        var batch = new SearchBatch(rows[^1].Seq);
        foreach (var row in rows)
        {
            batch.Add(row, entriesOf);
        }
        return batch;
    }

    private void Add(PendingRow row, Func<DocRef, IEnumerable<DocRef>> entriesOf)
    {
        switch (row.Operation)
        {
            case PendingOperation.Index:
                _placed[row.Document] = new Placing(row.Group, row.Labels, IsRemoved: false);
                break;
            case PendingOperation.Remove:
                _placed[row.Document] = new Placing(row.Group, [], IsRemoved: true);
                break;
            case PendingOperation.Relabel:
                Relabel(row, entriesOf);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(row));
        }
    }

    private void Relabel(PendingRow row, Func<DocRef, IEnumerable<DocRef>> entriesOf)
    {
        foreach (var (document, placing) in _placed.ToList())
        {
            if (placing.Group == row.Group && !placing.IsRemoved)
            {
                _placed[document] = placing with { Labels = row.Labels };
            }
        }
        foreach (var document in entriesOf(row.Group))
        {
            if (!_placed.ContainsKey(document))
            {
                _placed.Add(document, new Placing(row.Group, row.Labels, IsRemoved: false));
            }
        }
    }
}

/// <summary>Where a document stands in the index.</summary>
internal sealed record Placing(DocRef Group, IReadOnlyList<string> Labels, bool IsRemoved);
