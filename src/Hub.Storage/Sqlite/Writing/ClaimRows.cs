using Hub.Core.Storage;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Sqlite.Writing;

/// <summary>Rows of the table of unique keys.</summary>
internal static class ClaimRows
{
    public static DocRef? Find(SqliteSession session, UniqueKey key)
    {
        var select = session.Prepare("SELECT kind, holder FROM claims WHERE key = ?").Bind(TextOf(key));
        return select.First(static row => (DocRef?)new DocRef(row.Text(0), row.Text(1)));
    }

    public static void Insert(SqliteSession session, UniqueKey key, DocRef holder) =>
        session.Prepare("INSERT OR IGNORE INTO claims(key, kind, holder) VALUES (?, ?, ?)")
            .Bind(TextOf(key)).Bind(holder.Kind).Bind(holder.Key).Execute();

    public static void Release(SqliteSession session, UniqueKey key, DocRef holder) =>
        session.Prepare("DELETE FROM claims WHERE key = ? AND kind = ? AND holder = ?")
            .Bind(TextOf(key)).Bind(holder.Kind).Bind(holder.Key).Execute();

    public static string TextOf(UniqueKey key) => key.ToString();

    /// <summary>Scopes hold no colon, so the first one ends the scope.</summary>
    public static UniqueKey KeyOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new UniqueKey(text[..colon], text[(colon + 1)..]);
    }
}
