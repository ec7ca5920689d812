using Hub.Core.Storage;
using Hub.Storage.Sqlite.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Hub.Storage.Sqlite.Writing;

/// <summary>Moves the write-ahead log into the database beside the writer, so that no commit waits for more than the rest that was
/// written meanwhile; that rest the writer moves itself, and the log begins anew.</summary>
internal sealed partial class WalCheckpoint(string path, ILogger<WalCheckpoint> log) : IDisposable
{
    // 128 MB, then the log begins anew. Opening after a kill reads it again, in about 0.4 s.
    private const int Pages = 32_000;

    // 4 MB: while a disk writes down what it was handed all at once, syncs of commits wait for a tenth of a second and more.
    private const int PagesAtATime = 1_000;

    // Before the log begins anew, each pass moves what came during the one before, so that hardly anything is left for the writer.
    private const int LastPasses = 3;

    // Open as long as the store: closing any handle of the file gives up the locks that SQLite holds on it in this process.
    private readonly SafeFileHandle _database = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    private Task _moving = Task.CompletedTask;
    private bool _isRestDue;
    private long _pages;
    private long _unmoved;

    /// <summary>Called by the writer between two groups.</summary>
    public void AfterGroup(SqliteSession writer)
    {
        var written = writer.TakePagesWritten();
        _pages += written;
        _unmoved += written;
        if (!_moving.IsCompleted)
        {
            return;
        }
        if (_isRestDue)
        {
            _isRestDue = false;
            _pages = 0;
            _unmoved = 0;
            Move(writer);
            return;
        }
        if (_unmoved < PagesAtATime)
        {
            return;
        }
        _unmoved = 0;
        _isRestDue = _pages >= Pages;
        var passes = _isRestDue ? LastPasses : 1;
        _moving = Task.Factory.StartNew(() => MoveBeside(passes), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Waits for a move under way.</summary>
    public void Finish() => _moving.Wait();

    /// <summary>Called when no connection is open any more.</summary>
    public void Dispose() => _database.Dispose();

    private void MoveBeside(int passes)
    {
        using var session = SqliteSession.OpenCheckpointer(path);
        for (var pass = 0; pass < passes; pass++)
        {
            Move(session);
            Sync();
        }
    }

    /// <summary>SQLite syncs the database only when nothing is left in the log, which is in the writer's pass: it would pay for all.</summary>
    private void Sync()
    {
        try
        {
            RandomAccess.FlushToDisk(_database);
        }
        catch (IOException fault)
        {
            // The writer's pass syncs again before the log begins anew.
            LogFault(fault);
        }
    }

    private void Move(SqliteSession session)
    {
        try
        {
            session.Checkpoint();
        }
        catch (Exception fault) when (fault is StoreUnavailableException or StoreFullException or StoreCorruptException)
        {
            // The log keeps everything; the next try comes after as many pages.
            LogFault(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The write-ahead log could not be moved into the database.")]
    private partial void LogFault(Exception fault);
}
