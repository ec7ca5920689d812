namespace Hub.Core.MailAccess;

/// <summary>The turn to ask for the token of one mailbox in this process, and the pause after its provider did not answer.</summary>
internal sealed class TokenGate
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private TimeSpan _pause = ShortestPause;
    private DateTimeOffset _notBefore;

    /// <summary>Held by whoever asks.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Why the last try failed.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Whether it is too early to ask again.</summary>
    public bool IsPausing(DateTimeOffset now) => now < _notBefore;

    /// <summary>The provider did not answer; the pauses grow.</summary>
    public void Fail(DateTimeOffset now, string reason)
    {
        (_notBefore, Reason) = (now + _pause, reason);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }

    /// <summary>It did.</summary>
    public void Succeed() => (_pause, _notBefore) = (ShortestPause, default);
}
