using System.Collections.Concurrent;
using Hub.Core.Ports;

namespace Hub.Coordination;

/// <summary>The same sliding window within one process, for the time the coordination server is away.</summary>
public sealed class LocalRateLimiter(TimeProvider clock) : IRateLimiter
{
    /// <summary>Above this many keys those without a recent use are dropped.</summary>
    private const int SweepAbove = 10_000;

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);

    public ValueTask<RateVerdict> TakeAsync(string key, RateLimit limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_windows.Count > SweepAbove)
        {
            Sweep(now);
        }

        var window = _windows.GetOrAdd(key, static _ => new Window());
        lock (window)
        {
            while (window.Uses.TryPeek(out var oldest) && oldest + limit.Window <= now)
            {
                window.Uses.Dequeue();
            }

            if (window.Uses.Count >= limit.Count)
            {
                return new(new RateVerdict(false, window.Uses.TryPeek(out var first) ? first + limit.Window - now : limit.Window));
            }

            window.Uses.Enqueue(now);
            window.EndsAt = now + limit.Window;
            return new(new RateVerdict(true, TimeSpan.Zero));
        }
    }

    public ValueTask GiveBackAsync(string key, CancellationToken ct)
    {
        if (_windows.TryGetValue(key, out var window))
        {
            lock (window)
            {
                // Which use goes matters little: all of them lie in the window, and the oldest is at hand.
                window.Uses.TryDequeue(out _);
            }
        }

        return ValueTask.CompletedTask;
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, window) in _windows)
        {
            if (window.EndsAt <= now)
            {
                _windows.TryRemove(key, out _);
            }
        }
    }

    private sealed class Window
    {
        public Queue<DateTimeOffset> Uses { get; } = new();

        public DateTimeOffset EndsAt { get; set; }
    }
}
