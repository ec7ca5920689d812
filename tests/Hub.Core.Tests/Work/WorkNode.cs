using System.Collections.Concurrent;
using Hub.Core.Storage;
using Hub.Core.Tests.Live;
using Hub.Core.Work;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Core.Tests.Work;

/// <summary>A node that does nothing but note which work is its own.</summary>
internal sealed class WorkNode
{
    private readonly WorkNodes _all;
    private readonly WorkShare _share;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, HeldLease> _doing = new();
    private readonly List<Task> _works;
    private CancellationTokenSource _fault = new();
    private int _turns;

    public WorkNode(WorkNodes all, MemoryStore store, int works)
    {
        _all = all;
        Names = NamesOf(works);
        _share = new WorkShare(store, WorkNodes.Settings, all.Clock, NullLogger<WorkShare>.Instance);
        _works = [.. Names.Select(name => _share.RunAsync(name, (lease, ct) => DoAsync(name, lease, ct), _stop.Token))];
    }

    public DocId<NodeBeat> Self => _share.Self;

    public IReadOnlyList<string> Names { get; }

    public bool IsStopped => _stop.IsCancellationRequested;

    public IReadOnlyList<string> Doing => [.. _doing.Keys];

    public IReadOnlyList<HeldLease> Leases => [.. _doing.Values];

    public int Turns => _turns;

    public static IReadOnlyList<string> NamesOf(int works) => [.. Enumerable.Range(0, works).Select(static work => $"work{work:00}")];

    public Task BeatAsync() => _share.BeatAsync(TestContext.Current.CancellationToken);

    public Task UntilDoingAsync(int count) => UntilAsync(() => Task.FromResult(_doing.Count == count));

    public void Fail() => _fault.Cancel();

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await condition())
        {
            await look.WaitForNextTickAsync(limit.Token);
        }
    }

    public async Task StopAsync()
    {
        if (IsStopped)
        {
            return;
        }
        await _stop.CancelAsync();
        await Task.WhenAll(_works);
        // What the worker of the beats does at its end.
        await _share.KeepAsync(_stop.Token);
    }

    private async Task DoAsync(string name, HeldLease lease, CancellationToken ct)
    {
        _fault = new CancellationTokenSource();
        Interlocked.Increment(ref _turns);
        _all.Count(name, 1);
        _doing[name] = lease;
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _fault.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            _doing.TryRemove(name, out _);
            _all.Count(name, -1);
        }
        ct.ThrowIfCancellationRequested();
        throw new InvalidOperationException("the work failed");
    }
}
