using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Hub.Storage.Sqlite.Connections;

/// <summary>A connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int MostStatements = 200;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    /// <summary>The one connection that writes.</summary>
    public static SqliteSession OpenWriter(string path)
    {
        var session = Open(path, SqliteOpenMode.ReadWriteCreate);
        // Before the first table: later it would need a rewrite of the file.
        session.Run("PRAGMA journal_mode = WAL");
        session.Run("PRAGMA synchronous = FULL");
        // Done by WalCheckpoint, off the path of commits.
        session.Run("PRAGMA wal_autocheckpoint = 0");
        // A balance of a tree numbers a page beyond the file for a moment, and the commit then walks the whole cache for such pages:
        // what a larger one saves in reads, each commit pays again.
        session.Run("PRAGMA cache_size = -8192");
        return session;
    }

    public static SqliteSession OpenCheckpointer(string path)
    {
        var session = Open(path, SqliteOpenMode.ReadWrite);
        session.Run("PRAGMA synchronous = FULL");
        return session;
    }

    public static SqliteSession OpenReader(string path)
    {
        var session = Open(path, SqliteOpenMode.ReadOnly);
        session.Run("PRAGMA query_only = ON");
        session.Run("PRAGMA cache_size = -16384");
        return session;
    }

    /// <summary>For the backup interface, which works between connections.</summary>
    public SqliteConnection Connection => _connection;

    public int Changes => sqlite3_changes(_connection.Handle!);

    /// <summary>Number of the row inserted last.</summary>
    public long LastRowId => sqlite3_last_insert_rowid(_connection.Handle!);

    /// <summary>Pages written since the last call.</summary>
    public int TakePagesWritten()
    {
        _ = sqlite3_db_status(_connection.Handle!, SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    /// <summary>Moves what the write-ahead log holds into the database, as far as readers allow.</summary>
    public void Checkpoint() => Run("PRAGMA wal_checkpoint(PASSIVE)");

    /// <summary>The statement of this text, ready to be bound.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new SqliteStatement(_connection.Handle!, sql);
            _statements.Add(sql, statement);
        }
        statement.Reset();
        return statement;
    }

    /// <summary>Runs a statement once.</summary>
    public void Run(string sql)
    {
        using var statement = new SqliteStatement(_connection.Handle!, sql);
        statement.Execute();
    }

    /// <summary>The plan of a statement; the fourth column says what each step does.</summary>
    public SqliteStatement Explain(string sql) => new(_connection.Handle!, $"EXPLAIN QUERY PLAN {sql}");

    /// <summary>Closes whatever a reader left open and forgets statements when there are too many.</summary>
    public void Tidy()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Reset();
        }
        if (sqlite3_get_autocommit(_connection.Handle!) == 0)
        {
            Prepare("ROLLBACK").Execute();
        }
        if (_statements.Count > MostStatements)
        {
            Forget();
        }
    }

    public void Dispose()
    {
        Forget();
        _connection.Dispose();
    }

    private static SqliteSession Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            _ = sqlite3_extended_result_codes(connection.Handle!, 1);
            var session = new SqliteSession(connection);
            session.Run("PRAGMA temp_store = MEMORY");
            session.Run("PRAGMA mmap_size = 0");
            session.Run("PRAGMA busy_timeout = 5000");
            return session;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw SqliteFaults.ToException(fault);
        }
    }

    private void Forget()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }
        _statements.Clear();
    }
}
