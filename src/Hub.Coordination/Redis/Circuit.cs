namespace Hub.Coordination.Redis;

/// <summary>Remembers that the server did not answer, so that not every caller waits for the same silence. After a pause one
/// caller tries again; its success closes the circuit.</summary>
internal sealed class Circuit(TimeProvider clock)
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private const long Closed = 0;
    private long _retryAt = Closed;

    public bool IsOpen => Interlocked.Read(ref _retryAt) != Closed;

    /// <summary>Whether this caller may ask the server.</summary>
    public bool MayPass()
    {
        var retryAt = Interlocked.Read(ref _retryAt);
        if (retryAt == Closed)
        {
            return true;
        }

        var now = clock.GetTimestamp();
        return now >= retryAt && Interlocked.CompareExchange(ref _retryAt, After(now), retryAt) == retryAt;
    }

    public void Failed() => Interlocked.Exchange(ref _retryAt, After(clock.GetTimestamp()));

    public void Succeeded() => Interlocked.Exchange(ref _retryAt, Closed);

    private long After(long now) => now + (long)(Pause.TotalSeconds * clock.TimestampFrequency);
}
