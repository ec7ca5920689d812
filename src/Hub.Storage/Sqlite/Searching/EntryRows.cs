using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Storage.Listing;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Tables;
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

    /// <summary>What is indexed of a group, in the order of entries. Read by the kinds' own indexes: one over the entries would cost
    /// each message a page more than the message itself.</summary>
    public static IEnumerable<DocRef> OfGroup(SqliteSession session, KindTables tables, DocRef group)
    {
        var found = new SortedList<long, DocRef>();
        if (Find(session, group) is { } own)
        {
            found.Add(own, group);
        }
        foreach (var table in tables.All)
        {
            if (table.SelectEntriesOfGroup is not { } sql)
            {
                continue;
            }
            var select = session.Prepare(sql).Bind(StoredValue.Of(FieldValue.Of(group.Key)));
            while (select.Step())
            {
                found.Add(select.Int64(0), new DocRef(table.Kind.Name, select.Text(1)));
            }
        }
        return found.Values;
    }

    private static long? Find(SqliteSession session, DocRef document) =>
        session.Prepare("SELECT rowid FROM search_entries WHERE id = ? AND kind = ?").Bind(document.Key).Bind(document.Kind)
            .First(static row => (long?)row.Int64(0));

    private static void DeleteWords(SqliteSession session, long entry) =>
        session.Prepare("DELETE FROM search_words WHERE rowid = ?").Bind(entry).Execute();

    private static void InsertWords(SqliteSession session, long entry, string tokens) =>
        session.Prepare("INSERT INTO search_words(rowid, words) VALUES (?, ?)").Bind(entry).Bind(tokens).Execute();
}
