using Hub.Core.Storage;
using Hub.Storage.Searching;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Sqlite.Searching;

/// <summary>Rows of wishes to the search index, written by the commit that makes them and deleted by the batch that grants them.</summary>
internal static class PendingRows
{
    private static readonly DocRef Nothing = new("", "");

    public static void Insert(SqliteSession session, long seq, IndexRequest request, DateTimeOffset now)
    {
        switch (request)
        {
            case IndexRequest.Entry entry:
                Insert(session, new PendingRow(seq, PendingOperation.Index, entry.Document, entry.Group, entry.Labels), now);
                break;
            case IndexRequest.Relabel relabel:
                Insert(session, new PendingRow(seq, PendingOperation.Relabel, Nothing, relabel.Group, relabel.Labels), now);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(request));
        }
    }

    public static void InsertRemoval(SqliteSession session, long seq, DocRef document, DateTimeOffset now) =>
        Insert(session, new PendingRow(seq, PendingOperation.Remove, document, Nothing, []), now);

    /// <summary>The oldest wishes, up to a number.</summary>
    public static List<PendingRow> Oldest(SqliteSession session, long upTo, int max)
    {
        var rows = new List<PendingRow>();
        var select = session.Prepare(
            "SELECT seq, op, kind, id, group_kind, group_id, labels FROM search_pending WHERE seq <= ? ORDER BY seq LIMIT ?").Bind(upTo).Bind(max);
        while (select.Step())
        {
            rows.Add(new PendingRow(select.Int64(0), (PendingOperation)select.Int64(1), new DocRef(select.Text(2), select.Text(3)),
                new DocRef(select.Text(4), select.Text(5)), select.Text(6).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }
        return rows;
    }

    public static void DeleteTo(SqliteSession session, long seq) =>
        session.Prepare("DELETE FROM search_pending WHERE seq <= ?").Bind(seq).Execute();

    private static void Insert(SqliteSession session, PendingRow row, DateTimeOffset now) =>
        session.Prepare("INSERT INTO search_pending(seq, op, kind, id, group_kind, group_id, labels, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .Bind(row.Seq).Bind((long)row.Operation).Bind(row.Document.Kind).Bind(row.Document.Key)
            .Bind(row.Group.Kind).Bind(row.Group.Key).Bind(string.Join(' ', row.Labels)).Bind(now.ToUnixTimeMilliseconds()).Execute();
}
