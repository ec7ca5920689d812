using Hub.Server.Http;
using Hub.Server.Operation;

namespace Hub.Server.Realtime;

/// <summary>Lets connections in at the pace this process can begin them, and none while it is on its way out. Those turned away are
/// told when to come again: a crowd that comes at once (another node ended) is in within seconds instead of all of it timing out.</summary>
internal sealed class Admission(Drain drain, RealtimeLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly TokenBucket _handshakes = new(limits.HandshakeBurst, limits.HandshakesPerSecond, clock);

    /// <summary>Null when the connection may begin, else the answer it gets.</summary>
    public Problem? Refuse()
    {
        if (drain.IsDraining)
        {
            return new Problem(503, "stopping", "This node is on its way out. Connect again.") { RetryAfter = Elsewhere };
        }
        lock (_gate)
        {
            return _handshakes.Take() is { } wait
                ? new Problem(503, "busy", "Too many connections begin at once. Connect again.") { RetryAfter = wait }
                : null;
        }
    }
}
