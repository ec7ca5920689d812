using System.Collections.Concurrent;
using Hub.Core.Storage;
using Hub.Storage.Sqlite.Connections;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.Sqlite.Writing;

/// <summary>The one writer: a thread that takes all waiting jobs, runs them in one transaction and answers after its sync.</summary>
/// <remarks>Jobs check before they write, so a refused commit needs no rollback. After a fault the whole group is rolled back
/// and run again one by one, so that only the job at fault fails.</remarks>
internal sealed partial class SqliteWriter : IDisposable
{
    private readonly BlockingCollection<WriterJob> _queue = [];
    private readonly SqliteSession _session;
    private readonly WriterContext _context;
    private readonly ILogger<SqliteWriter> _log;
    private readonly int _groupLimit;
    private readonly Thread _thread;
    private readonly List<WriterJob> _group = [];

    public SqliteWriter(SqliteSession session, int groupLimit, ILogger<SqliteWriter> log)
    {
        _session = session;
        _context = new WriterContext(session);
        _groupLimit = groupLimit;
        _log = log;
        // A thread of its own: a sync takes milliseconds, in which the pool must go on.
        _thread = new Thread(Loop) { IsBackground = true, Name = "hub-sqlite-writer" };
        _thread.Start();
    }

    public Task<TResult> RunAsync<TResult>(WriterJob<TResult> job, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            _queue.Add(job, CancellationToken.None);
        }
        catch (InvalidOperationException)
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
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
        _session.Dispose();
    }

    private void Loop()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            _group.Add(first);
            while (_group.Count < _groupLimit && _queue.TryTake(out var next))
            {
                _group.Add(next);
            }
            RunGroup();
            _group.Clear();
        }
    }

    private void RunGroup()
    {
        if (TryRun(_group) is not { } fault)
        {
            return;
        }
        if (_group.Count == 1)
        {
            Refuse(_group[0], fault);
            return;
        }
        foreach (var job in _group)
        {
            if (TryRun([job]) is { } own)
            {
                Refuse(job, own);
            }
        }
    }

    /// <summary>Null when all jobs are durable and answered; else nothing was written.</summary>
    private Exception? TryRun(List<WriterJob> jobs)
    {
        try
        {
            _session.Prepare("BEGIN IMMEDIATE").Execute();
            for (var i = 0; i < jobs.Count; i++)
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
        for (var i = 0; i < jobs.Count; i++)
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
