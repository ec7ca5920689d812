using Hub.Core.Storage;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Sqlite.Searching;

/// <summary>What a run of wishes comes to: each document once, under its final group and labels, or removed.</summary>
internal sealed class SearchBatch
{
    private readonly OrderedDictionary<DocRef, Placing> _placed = [];

    private SearchBatch(long lastSeq) => LastSeq = lastSeq;

    /// <summary>Number of the last wish it grants.</summary>
    public long LastSeq { get; }

    /// <summary>Documents in the order in which they were first wished for.</summary>
    public IEnumerable<KeyValuePair<DocRef, Placing>> Placed => _placed;

    public static SearchBatch Of(SqliteSession session, IReadOnlyList<PendingRow> rows)
    {
        var batch = new SearchBatch(rows[^1].Seq);
        foreach (var row in rows)
        {
            batch.Add(session, row);
        }
        return batch;
    }

    private void Add(SqliteSession session, PendingRow row)
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
                Relabel(session, row);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(row));
        }
    }

    private void Relabel(SqliteSession session, PendingRow row)
    {
        foreach (var (document, placing) in _placed.ToList())
        {
            if (placing.Group == row.Group && !placing.IsRemoved)
            {
                _placed[document] = placing with { Labels = row.Labels };
            }
        }
        foreach (var document in EntryRows.OfGroup(session, row.Group))
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
