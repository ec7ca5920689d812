namespace Hub.Storage.Sqlite.Writing;

/// <summary>Whether the writer waits a moment before a group, so that more commits share its sync. It learns from what came: callers
/// that all answer to the last group are waited for, a steady stream is gathered, and nobody alone waits in vain for long.</summary>
/// <remarks>A sync and the pages that every commit touches cost several times what one more commit in the group does.</remarks>
internal sealed class Gathering(int groupLimit)
{
    /// <summary>The longest wait: nobody feels it, and a stream of 1,000 commits a second makes groups of three.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(2);

    private const int MostSkips = 1024;
    private int _lastGroup = 1;
    private int _skips;
    private int _toSkip;

    /// <summary>Whether this wait lasts the whole window, whoever has come, to see whether waiting pays.</summary>
    public bool IsProbe { get; private set; }

    /// <summary>How many jobs end the wait before its window does.</summary>
    public int Enough => IsProbe ? groupLimit : _lastGroup;

    /// <summary>Before a group.</summary>
    public void Begin()
    {
        IsProbe = _toSkip == 0;
        _toSkip = IsProbe ? 0 : _toSkip - 1;
    }

    /// <summary>After the wait.</summary>
    /// <param name="count">Jobs that wait now.</param>
    /// <param name="early">Jobs that waited at half the window. Who only answers to the last group comes at once; more after that
    /// means a stream that goes on by itself.</param>
    public void End(int count, int early)
    {
        _lastGroup = Math.Min(count, groupLimit);
        if (IsProbe)
        {
            _skips = count > early ? 0 : Math.Clamp(_skips * 2, 1, MostSkips);
            _toSkip = _skips;
        }
    }
}
