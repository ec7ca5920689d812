using Hub.Server.Http;
using Hub.Server.Operation;

namespace Hub.Server.Realtime;

/// <summary>Lets connections in at the pace this process can begin them, and none while it is on its way out or while more sessions than
/// it can keep up with are starting. Those turned away are told when to come again: a crowd that comes at once (another node ended) is in
/// after a while instead of all of it timing out, over and over.</summary>
internal sealed class Admission(Drain drain, RealtimeLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Breather = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly TokenBucket _handshakes = new(limits.HandshakeBurst, limits.HandshakesPerSecond, clock);
    private int _starting;

    /// <summary>Null when the connection may begin, else the answer it gets.</summary>
    public Problem? Refuse()
    {
        if (drain.IsDraining)
        {
            return new Problem(503, "stopping", "This node is on its way out. Connect again.") { RetryAfter = Elsewhere };
        }
        if (Volatile.Read(ref _starting) >= limits.StartsAtOnce)
        {
            return Busy(Breather);
        }
        lock (_gate)
        {
            return _handshakes.Take() is { } wait ? Busy(wait) : null;
        }
    }

    /// <summary>Counts a session as starting until the answer is disposed of.</summary>
    public Starting Start()
    {
        Interlocked.Increment(ref _starting);
        return new Starting(this);
    }

    private static Problem Busy(TimeSpan wait) => new(503, "busy", "Too many connections begin at once. Connect again.") { RetryAfter = wait };

    /// <summary>A session that is starting.</summary>
    public readonly struct Starting(Admission admission) : IDisposable
    {
        /// <summary>It has started, or failed to.</summary>
        public void Dispose() => Interlocked.Decrement(ref admission._starting);
    }
}
