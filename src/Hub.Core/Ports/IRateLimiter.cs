namespace Hub.Core.Ports;

/// <summary>Shared rate limits. With the coordination server away each node counts for itself.</summary>
public interface IRateLimiter
{
    /// <summary>Counts one use of the key (already normalised, no raw addresses needed) against the limit.</summary>
    ValueTask<RateVerdict> TakeAsync(string key, RateLimit limit, CancellationToken ct);

    /// <summary>Takes back the newest use of the key, so that only failures count. Nothing happens when there is none.</summary>
    ValueTask GiveBackAsync(string key, CancellationToken ct);
}

/// <summary>A limit over a window.</summary>
/// <param name="Count">Uses allowed.</param>
/// <param name="Window">In this time.</param>
public readonly record struct RateLimit(int Count, TimeSpan Window);

/// <summary>Answer to a use.</summary>
/// <param name="IsAllowed">Whether the use may go on.</param>
/// <param name="RetryAfter">When not: how long to wait.</param>
public readonly record struct RateVerdict(bool IsAllowed, TimeSpan RetryAfter);
