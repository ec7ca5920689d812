using System.Collections.Concurrent;

namespace Hub.Storage.Outbox;

/// <summary>Wakes those who wait for outgoing work. Whoever waits takes the task first and looks at the table second, so that no
/// wake-up falls in between.</summary>
internal sealed class OutboxSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    public Task Next(string consumer) => _waiting.GetOrAdd(consumer, static _ => Make()).Task;

    public void Raise(string consumer)
    {
        if (_waiting.TryRemove(consumer, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    public void RaiseAll()
    {
        foreach (var consumer in _waiting.Keys)
        {
            Raise(consumer);
        }
    }

    private static TaskCompletionSource Make() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
