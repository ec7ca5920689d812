namespace Hub.Storage.Sqlite.Writing;

/// <summary>Jobs that wait for the writer. It takes all of them at once, so that a busy moment costs one hand-over.</summary>
internal sealed class JobQueue
{
    // Not a Lock: the writer sleeps on it.
    private readonly object _gate = new();
    private List<WriterJob> _waiting = [];
    private bool _isClosed;

    /// <summary>False when the queue is closed.</summary>
    public bool TryAdd(WriterJob job)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }
            _waiting.Add(job);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
            return true;
        }
    }

    /// <summary>Waits for jobs and puts them in place of <paramref name="taken"/>, which was worked off; false at the end.</summary>
    public bool Take(ref List<WriterJob> taken)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_gate);
            }
            (taken, _waiting) = (_waiting, taken);
            _waiting.Clear();
            return taken.Count > 0;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }
}
