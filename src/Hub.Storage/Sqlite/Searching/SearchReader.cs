using Hub.Core.Storage;
using Hub.Storage.Listing;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Sqlite.Searching;

/// <summary>Finds documents by words, newest entry first.</summary>
internal static class SearchReader
{
    public static Page<SearchHit> Search(SqliteReaders readers, SearchQuery query, PageRequest page)
    {
        var shape = $"search|{string.Join(' ', query.Words)}|{query.Prefix}";
        var before = page.After is { } cursor ? Position.Read(cursor, shape).Sort.Number : long.MaxValue;
        if (SearchTokens.Of(query) is not { } match)
        {
            return new Page<SearchHit>([], null);
        }
        using var lease = readers.Rent();
        lease.Session.Prepare("BEGIN").Execute();
        var (entries, isMore) = Find(lease.Session, match, before, page.Limit);
        var hits = entries.Select(entry => Read(lease.Session, entry)).OfType<SearchHit>().ToList();
        lease.Session.Prepare("COMMIT").Execute();
        return new Page<SearchHit>(hits, isMore ? new Position(new StoredValue(null, entries[^1]), "").ToCursor(shape) : null);
    }

    private static (List<long> Entries, bool IsMore) Find(SqliteSession session, string match, long before, int limit)
    {
        var entries = new List<long>(limit);
        var select = session.Prepare("SELECT rowid FROM search_words WHERE search_words MATCH ? AND rowid < ? ORDER BY rowid DESC")
            .Bind(match).Bind(before);
        while (select.Step())
        {
            if (entries.Count == limit)
            {
                select.Reset();
                return (entries, true);
            }
            entries.Add(select.Int64(0));
        }
        return (entries, false);
    }

    private static SearchHit? Read(SqliteSession session, long entry) =>
        session.Prepare("SELECT kind, id, group_kind, group_id FROM search_entries WHERE rowid = ?").Bind(entry)
            .First(static row => new SearchHit(new DocRef(row.Text(0), row.Text(1)), new DocRef(row.Text(2), row.Text(3))));
}
