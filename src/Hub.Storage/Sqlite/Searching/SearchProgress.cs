namespace Hub.Storage.Sqlite.Searching;

/// <summary>How far the index has followed the commits, and who waits for it.</summary>
internal sealed class SearchProgress
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private TaskCompletionSource _work = Make();
    private long _wanted;
    private long _done;
    private bool _isHurried;

    /// <summary>Wishes up to this number are committed.</summary>
    public void Wanted(long seq)
    {
        lock (_lock)
        {
            if (seq > _wanted)
            {
                _wanted = seq;
                _work.TrySetResult();
            }
        }
    }

    /// <summary>Up to this number, what was committed is known here (<see cref="Wanted"/>). Rows above it are visible to readers a
    /// moment before their documents are.</summary>
    public long Known
    {
        get
        {
            lock (_lock)
            {
                return _wanted;
            }
        }
    }

    /// <summary>Wishes up to this number are granted.</summary>
    public void Done(long seq)
    {
        lock (_lock)
        {
            _done = Math.Max(_done, seq);
            while (_waiting.TryPeek(out var waiting, out var target) && target <= _done)
            {
                _waiting.Dequeue();
                waiting.TrySetResult();
            }
            if (_done >= _wanted)
            {
                _isHurried = false;
                if (_work.Task.IsCompleted)
                {
                    _work = Make();
                }
            }
        }
    }

    /// <summary>Completes when everything wanted now is done; the indexer then does not wait to fill its batch.</summary>
    public Task WhenDone(Action hurry)
    {
        lock (_lock)
        {
            if (_done >= _wanted)
            {
                return Task.CompletedTask;
            }
            var waiting = Make();
            _waiting.Enqueue(waiting, _wanted);
            if (!_isHurried)
            {
                _isHurried = true;
                hurry();
            }
            return waiting.Task;
        }
    }

    /// <summary>Completes when there is work.</summary>
    public Task Work
    {
        get
        {
            lock (_lock)
            {
                return _work.Task;
            }
        }
    }

    private static TaskCompletionSource Make() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
