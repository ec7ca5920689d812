namespace Hub.Core.Work;

/// <summary>One piece of background work as this node stands to it: waiting for it, or doing it under a lease.</summary>
internal sealed class SharedWork(string name) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _taken = new(0);
    private CancellationTokenSource? _stop;
    private WorkLease? _held;

    public string Name => name;

    /// <summary>The lease under which it is done here; null while it is not.</summary>
    public WorkLease? Held
    {
        get
        {
            lock (_gate)
            {
                return _held;
            }
        }
    }

    /// <summary>Completes when the work is this node's.</summary>
    public Task WhenTakenAsync(CancellationToken ct) => _taken.WaitAsync(ct);

    /// <summary>Begins a turn; null when the work was lost before it began.</summary>
    public (WorkLease Lease, CancellationTokenSource Stop)? Begin(CancellationToken ct)
    {
        lock (_gate)
        {
            _stop = _held is null ? null : CancellationTokenSource.CreateLinkedTokenSource(ct);
            return _held is null ? null : (_held, _stop!);
        }
    }

    /// <summary>The work is this node's from now on.</summary>
    public void Take(WorkLease lease)
    {
        lock (_gate)
        {
            _held = lease;
        }
        _taken.Release();
    }

    /// <summary>The work is another's, or nobody knows: ends the turn, nothing is given back.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            _held = null;
            _stop?.Cancel();
        }
    }

    /// <summary>Ends the turn; the lease is given back when it has ended.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stop?.Cancel();
        }
    }

    /// <summary>Ends a turn; answers the lease that is to be given back, or null when it was lost.</summary>
    public WorkLease? End()
    {
        lock (_gate)
        {
            _stop?.Dispose();
            (_stop, var held) = (null, _held);
            _held = null;
            return held;
        }
    }

    public void Dispose()
    {
        _taken.Dispose();
        _stop?.Dispose();
    }
}
