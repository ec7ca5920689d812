using System.Collections.Concurrent;

namespace Hub.Storage.Sqlite.Connections;

/// <summary>Read-only connections, kept warm. A read never waits for the writer; a new connection is opened when none is idle.</summary>
internal sealed class SqliteReaders(string path) : ISqliteReads, IDisposable
{
    private const int MostIdle = 16;
    private readonly ConcurrentStack<SqliteSession> _idle = new();
    private volatile bool _isDisposed;

    public TResult Read<TResult>(Func<SqliteSession, TResult> read)
    {
        using var lease = Rent();
        return read(lease.Session);
    }

    public Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new Lease(this, _idle.TryPop(out var session) ? session : SqliteSession.OpenReader(path));
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryPop(out var session))
        {
            session.Dispose();
        }
    }

    private void Return(SqliteSession session)
    {
        session.Tidy();
        if (_isDisposed || _idle.Count >= MostIdle)
        {
            session.Dispose();
        }
        else
        {
            _idle.Push(session);
        }
    }

    /// <summary>A connection for the length of one read.</summary>
    public readonly struct Lease(SqliteReaders owner, SqliteSession session) : IDisposable
    {
        public SqliteSession Session => session;

        public void Dispose() => owner.Return(session);
    }
}
