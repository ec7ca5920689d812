using Hub.Core.Jobs;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Agent.Blazor.State;

/// <summary>The tickets picked in a list, and the change of many that was made last.</summary>
public sealed class BulkState : ObservableState, IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private readonly IHubStore _store;
    private readonly StartJob _start;
    private readonly JobRunner _runner;
    private readonly ConsoleSession _session;
    private readonly ITimer _timer;
    private readonly HashSet<string> _picked = new(StringComparer.Ordinal);

    public BulkState(IHubStore store, StartJob start, JobRunner runner, ConsoleSession session, TimeProvider clock)
    {
        (_store, _start, _runner, _session) = (store, start, runner, session);
        _timer = clock.CreateTimer(_ => _ = LookAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The list whose tickets are meant when all that match are.</summary>
    public ListQuery? Query { get; private set; }

    /// <summary>All that match, not only those picked.</summary>
    public bool IsAll { get; private set; }

    public int Count => _picked.Count;

    /// <summary>The last change; null before the first.</summary>
    public Job? Job { get; private set; }

    /// <summary>Tickets of it that are done.</summary>
    public int Done { get; private set; }

    /// <summary>Tickets of it that were refused.</summary>
    public int Refused { get; private set; }

    public bool IsPicked(string number) => _picked.Contains(number);

    /// <summary>Another list begins with nothing picked.</summary>
    public void Enter(ListQuery query)
    {
        if (Query != query)
        {
            Query = query;
            Clear();
        }
    }

    public void Toggle(string number)
    {
        IsAll = false;
        if (!_picked.Remove(number))
        {
            _picked.Add(number);
        }
        Notify();
    }

    public void PickAll()
    {
        IsAll = true;
        Notify();
    }

    public void Clear()
    {
        IsAll = false;
        Job = null;
        _picked.Clear();
        Notify();
    }

    /// <summary>Changes what is picked, or all that match.</summary>
    public async Task ChangeAsync(BulkChange change)
    {
        var all = IsAll ? Query?.ToList(_session.Access, _session.Directory, _session.Now)?.At(_session.Now).Filter : null;
        Job = all is not null
            ? await _start.HandleAsync(all, change, _session.Access, _session.Ended)
            : await _start.HandleAsync([.. _picked], change, _session.Access, _session.Ended);
        _picked.Clear();
        IsAll = false;
        Watch();
    }

    /// <summary>Takes the last change back.</summary>
    public async Task UndoAsync()
    {
        if (Job is { } job && await _start.UndoAsync(job.Id, _session.Access, _session.Ended) is { } undo)
        {
            Job = undo;
            Watch();
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Watch()
    {
        (Done, Refused) = (0, 0);
        _timer.Change(Look, Timeout.InfiniteTimeSpan);
        Notify();
    }

    private async Task LookAsync()
    {
        try
        {
            if (Job is not { } watched || await _store.FindAsync(watched.Id, _session.Ended) is not { } job || Job?.Id != job.Id)
            {
                return;
            }
            Job = job;
            Done = job.State == JobState.Done ? job.Tickets.Count : _runner.ProgressOf(job.Id) ?? Done;
            Refused = await _store.CountAsync(
                JobItem.Fields.Job.Is(job.Id.Value).And(new Filter<JobItem>.Between(JobItem.Fields.Code, FieldValue.Of("a"), FieldValue.None)),
                Hub.Core.Jobs.Job.MostTickets, _session.Ended);
            if (job.State != JobState.Done)
            {
                _timer.Change(Look, Timeout.InfiniteTimeSpan);
            }
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException or ObjectDisposedException)
        {
            // What was reached stays shown; the change itself goes on by itself.
            return;
        }
        Notify();
    }
}
