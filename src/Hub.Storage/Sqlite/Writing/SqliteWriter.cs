using System.Runtime.InteropServices;
using Hub.Core.Storage;
using Hub.Storage.Sqlite.Connections;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.Sqlite.Writing;

/// <summary>The one writer: a thread that takes all waiting jobs, runs them in one transaction and answers after its sync.</summary>
/// <remarks>Jobs check before they write, so a refused commit needs no rollback. After a fault the whole group is rolled back
/// and run again one by one, so that only the job at fault fails.</remarks>
internal sealed partial class SqliteWriter : IDisposable
{
    private readonly JobQueue _queue = new();
    private readonly WalCheckpoint _checkpoint;
    private readonly SqliteSession _session;
    private readonly WriterContext _context;
    private readonly ILogger<SqliteWriter> _log;
    private readonly int _groupLimit;
    private readonly Thread _thread;

    public SqliteWriter(SqliteSession session, WalCheckpoint checkpoint, int groupLimit, ILogger<SqliteWriter> log)
    {
        _session = session;
        _context = new WriterContext(session);
        _checkpoint = checkpoint;
        _groupLimit = groupLimit;
        _log = log;
        // A thread of its own: a sync takes milliseconds, in which the pool must go on.
        _thread = new Thread(Loop) { IsBackground = true, Name = "hub-sqlite-writer" };
        _thread.Start();
    }

    public Task<TResult> RunAsync<TResult>(WriterJob<TResult> job, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!_queue.TryAdd(job))
        {
            throw new StoreUnavailableException("The store is closed.");
        }
        return ct.CanBeCanceled ? job.Answer.WaitAsync(ct) : job.Answer;
    }

    public Task<TResult> RunAsync<TResult>(Func<WriterContext, TResult> run, CancellationToken ct) =>
        RunAsync(new FunctionJob<TResult>(run), ct);

    /// <summary>Finishes what is queued, then closes the connection.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
        _checkpoint.Finish();
        _session.Dispose();
        _checkpoint.Dispose();
    }

    private void Loop()
    {
        List<WriterJob> taken = [];
        while (_queue.Take(ref taken))
        {
            for (var start = 0; start < taken.Count; start += _groupLimit)
            {
                RunGroup(CollectionsMarshal.AsSpan(taken).Slice(start, Math.Min(_groupLimit, taken.Count - start)));
            }
        }
    }

    private void RunGroup(ReadOnlySpan<WriterJob> group)
    {
        if (TryRun(group) is { } fault)
        {
            if (group.Length == 1)
            {
                Refuse(group[0], fault);
            }
            else
            {
                RunApart(group);
            }
        }
        WriterMeter.Count(group.Length);
        _checkpoint.AfterGroup(_session);
    }

    private void RunApart(ReadOnlySpan<WriterJob> group)
    {
        for (var i = 0; i < group.Length; i++)
        {
            if (TryRun(group.Slice(i, 1)) is { } fault)
            {
                Refuse(group[i], fault);
            }
        }
    }

    /// <summary>Null when all jobs are durable and answered; else nothing was written.</summary>
    private Exception? TryRun(ReadOnlySpan<WriterJob> jobs)
    {
        try
        {
            _session.Prepare("BEGIN IMMEDIATE").Execute();
            for (var i = 0; i < jobs.Length; i++)
            {
                jobs[i].Execute(_context);
            }
            _session.Prepare("COMMIT").Execute();
        }
#pragma warning disable CA1031 // Whatever a job throws is handed to whoever waits for it; the thread serves all others.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _session.Tidy();
            return fault;
        }
        for (var i = 0; i < jobs.Length; i++)
        {
            jobs[i].Complete();
        }
        return null;
    }

    private void Refuse(WriterJob job, Exception fault)
    {
        LogFault(fault);
        job.Fail(fault);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A write failed and was rolled back.")]
    private partial void LogFault(Exception fault);
}
