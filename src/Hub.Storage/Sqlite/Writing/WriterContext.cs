using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Sqlite.Writing;

/// <summary>The writer's connection and the counters only it moves.</summary>
internal sealed class WriterContext(SqliteSession session)
{
    private long _lastOutbox = Last(session, "SELECT max(seq) FROM outbox");
    private long _lastSearch = Last(session, "SELECT max(seq) FROM search_pending");
    private long _lastEntry = Last(session, "SELECT max(rowid) FROM search_entries");

    public SqliteSession Session => session;

    /// <summary>Orders outbox entries; a number is never used twice, though a failed commit may leave a gap.</summary>
    public long NextOutbox() => ++_lastOutbox;

    /// <summary>Orders wishes to the search index.</summary>
    public long NextSearch() => ++_lastSearch;

    /// <summary>Orders search entries.</summary>
    public long NextEntry() => ++_lastEntry;

    /// <summary>The newest wish to the search index so far.</summary>
    public long LastSearch => _lastSearch;

    private static long Last(SqliteSession session, string sql) => session.Prepare(sql).First(static row => row.Int64(0));
}
