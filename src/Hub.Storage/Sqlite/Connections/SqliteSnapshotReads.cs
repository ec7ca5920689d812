namespace Hub.Storage.Sqlite.Connections;

/// <summary>Reads of one unchanging view: a connection of its own within one transaction. The log cannot begin anew as long as it is
/// open, so it grows by what is written meanwhile.</summary>
internal sealed class SqliteSnapshotReads : ISqliteReads, IDisposable
{
    private readonly Lock _lock = new();
    private readonly SqliteSession _session;

    public SqliteSnapshotReads(string path)
    {
        _session = SqliteSession.OpenReader(path);
        _session.Run("BEGIN");
        // The view is taken by the first read, not by BEGIN.
        _session.Prepare("SELECT count(*) FROM kinds").First(static row => row.Int64(0));
    }

    public TResult Read<TResult>(Func<SqliteSession, TResult> read)
    {
        lock (_lock)
        {
            return read(_session);
        }
    }

    public void Dispose() => _session.Dispose();
}
