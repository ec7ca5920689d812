using Hub.Core.Storage;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Writing;

namespace Hub.Storage.Sqlite.Searching;

/// <summary>Rows of the index: one for each document, numbered in the order of first indexing, and its words.</summary>
internal static class EntryRows
{
    public static void Put(WriterContext context, DocRef document, DocRef group, string tokens)
    {
        var session = context.Session;
        if (Find(session, document) is { } known)
        {
            DeleteWords(session, known);
            session.Prepare("UPDATE search_entries SET group_kind = ?, group_id = ? WHERE rowid = ?")
                .Bind(group.Kind).Bind(group.Key).Bind(known).Execute();
            InsertWords(session, known, tokens);
            return;
        }
        var entry = context.NextEntry();
        session.Prepare("INSERT INTO search_entries(rowid, kind, id, group_kind, group_id) VALUES (?, ?, ?, ?, ?)")
            .Bind(entry).Bind(document.Kind).Bind(document.Key).Bind(group.Kind).Bind(group.Key).Execute();
        InsertWords(session, entry, tokens);
    }

    public static void Remove(SqliteSession session, DocRef document)
    {
        if (Find(session, document) is { } known)
        {
            DeleteWords(session, known);
            session.Prepare("DELETE FROM search_entries WHERE rowid = ?").Bind(known).Execute();
        }
    }

    public static List<DocRef> OfGroup(SqliteSession session, DocRef group)
    {
        var documents = new List<DocRef>();
        var select = session.Prepare("SELECT kind, id FROM search_entries WHERE group_id = ? AND group_kind = ? ORDER BY rowid")
            .Bind(group.Key).Bind(group.Kind);
        while (select.Step())
        {
            documents.Add(new DocRef(select.Text(0), select.Text(1)));
        }
        return documents;
    }

    private static long? Find(SqliteSession session, DocRef document) =>
        session.Prepare("SELECT rowid FROM search_entries WHERE id = ? AND kind = ?").Bind(document.Key).Bind(document.Kind)
            .First(static row => (long?)row.Int64(0));

    private static void DeleteWords(SqliteSession session, long entry) =>
        session.Prepare("DELETE FROM search_words WHERE rowid = ?").Bind(entry).Execute();

    private static void InsertWords(SqliteSession session, long entry, string tokens) =>
        session.Prepare("INSERT INTO search_words(rowid, words) VALUES (?, ?)").Bind(entry).Bind(tokens).Execute();
}
