using System.Buffers;
using System.Text;
using Hub.Storage.Listing;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Hub.Storage.Sqlite.Connections;

/// <summary>A prepared statement that is used over and over: bind in order, step, read. Not thread-safe.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int OnStack = 512;
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private int _bound;
    private bool _isOpen;

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(sqlite3_prepare_v3(connection, sql, SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public SqliteStatement Bind(long value)
    {
        Check(sqlite3_bind_int64(_statement, ++_bound, value));
        return this;
    }

    public SqliteStatement Bind(string? text)
    {
        if (text is null)
        {
            Check(sqlite3_bind_null(_statement, ++_bound));
            return this;
        }
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var buffer = rented ?? stackalloc byte[OnStack];
        BindText(buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
        return this;
    }

    public SqliteStatement Bind(StoredValue value) => value.Text is { } text ? Bind(text) : Bind(value.Number);

    public SqliteStatement BindText(ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and no address would mean NULL.
        Check(utf8.IsEmpty
            ? sqlite3_bind_text(_statement, ++_bound, "")
            : sqlite3_bind_text(_statement, ++_bound, utf8));
        return this;
    }

    public SqliteStatement BindBlob(ReadOnlySpan<byte> bytes)
    {
        Check(bytes.IsEmpty
            ? sqlite3_bind_zeroblob(_statement, ++_bound, 0)
            : sqlite3_bind_blob(_statement, ++_bound, bytes));
        return this;
    }

    public SqliteStatement BindNull()
    {
        Check(sqlite3_bind_null(_statement, ++_bound));
        return this;
    }

    /// <summary>True when a row can be read; after the last one the statement is ready for new values.</summary>
    public bool Step()
    {
        _isOpen = true;
        var code = sqlite3_step(_statement);
        if (code == SQLITE_ROW)
        {
            return true;
        }
        if (code == SQLITE_DONE)
        {
            Reset();
            return false;
        }
        var fault = Fault();
        Reset();
        throw fault;
    }

    /// <summary>Runs to the end.</summary>
    public void Execute()
    {
        while (Step())
        {
        }
    }

    /// <summary>Reads the first row, if any, and closes.</summary>
    public T? First<T>(Func<SqliteStatement, T> read)
    {
        if (!Step())
        {
            return default;
        }
        var value = read(this);
        Reset();
        return value;
    }

    public void Reset()
    {
        _bound = 0;
        if (_isOpen)
        {
            _isOpen = false;
            // The answer repeats the fault of the last step, which was thrown already.
            _ = sqlite3_reset(_statement);
        }
    }

    public long Int64(int column) => sqlite3_column_int64(_statement, column);

    public bool IsNull(int column) => sqlite3_column_type(_statement, column) == SQLITE_NULL;

    public bool IsText(int column) => sqlite3_column_type(_statement, column) == SQLITE_TEXT;

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => sqlite3_column_blob(_statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public StoredValue Value(int column) => IsText(column) ? new StoredValue(Text(column), 0) : new StoredValue(null, Int64(column));

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != SQLITE_OK)
        {
            throw Fault();
        }
    }

    private Exception Fault() =>
        SqliteFaults.ToException(sqlite3_extended_errcode(_connection), sqlite3_errmsg(_connection).utf8_to_string());
}
