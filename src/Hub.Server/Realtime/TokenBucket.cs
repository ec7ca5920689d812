namespace Hub.Server.Realtime;

/// <summary>Limits the calls of one connection, without asking anybody. Calls of a connection come one after the other.</summary>
internal sealed class TokenBucket(int burst, int perSecond, TimeProvider clock)
{
    private double _tokens = burst;
    private long _at = clock.GetTimestamp();

    /// <summary>Takes one call; answers how long to wait when there is none.</summary>
    public TimeSpan? Take()
    {
        var now = clock.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (clock.GetElapsedTime(_at, now).TotalSeconds * perSecond));
        _at = now;
        if (_tokens >= 1)
        {
            _tokens--;
            return null;
        }
        return TimeSpan.FromSeconds((1 - _tokens) / perSecond);
    }
}
