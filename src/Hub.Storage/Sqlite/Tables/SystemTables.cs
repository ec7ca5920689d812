namespace Hub.Storage.Sqlite.Tables;

/// <summary>Tables that belong to no kind.</summary>
internal static class SystemTables
{
    /// <summary>Number of this layout; a folder with a higher one was written by a newer version.</summary>
    public const int Layout = 1;

    public static IReadOnlyList<string> Definitions { get; } =
    [
        "CREATE TABLE IF NOT EXISTS kinds(name TEXT PRIMARY KEY, schema INTEGER NOT NULL, fingerprint TEXT NOT NULL, filled_to INTEGER) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS claims(key TEXT PRIMARY KEY, kind TEXT NOT NULL, holder TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS counters(name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS blobs(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, sha256 TEXT NOT NULL, data BLOB)",

        // state 0 = pending, 1 = failed; is_head marks the oldest pending entry of its lane; ready_at = due or end of the lease.
        """
        CREATE TABLE IF NOT EXISTS outbox(
          seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, consumer TEXT NOT NULL, lane TEXT NOT NULL, payload TEXT NOT NULL,
          due_at INTEGER NOT NULL, trace TEXT, state INTEGER NOT NULL DEFAULT 0, is_head INTEGER NOT NULL, ready_at INTEGER NOT NULL,
          attempt INTEGER NOT NULL DEFAULT 0, lease TEXT, reason TEXT)
        """,
        "CREATE INDEX IF NOT EXISTS outbox_lane ON outbox(consumer, lane, seq) WHERE state = 0",
        "CREATE INDEX IF NOT EXISTS outbox_ready ON outbox(consumer, ready_at, seq) WHERE is_head = 1",
        "CREATE INDEX IF NOT EXISTS outbox_failed ON outbox(seq) WHERE state = 1",

        // op 0 = index, 1 = relabel, 2 = remove.
        """
        CREATE TABLE IF NOT EXISTS search_pending(
          seq INTEGER PRIMARY KEY, op INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, group_kind TEXT NOT NULL,
          group_id TEXT NOT NULL, labels TEXT NOT NULL, at INTEGER NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS search_entries(
          rowid INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, group_kind TEXT NOT NULL, group_id TEXT NOT NULL)
        """,
        "CREATE UNIQUE INDEX IF NOT EXISTS search_entries_id ON search_entries(id, kind)",
        """
        CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(
          words, content='', contentless_delete=1, detail=none, prefix='2 3', tokenize='ascii')
        """,
    ];
}
