namespace Hub.Core.Outbound;

/// <summary>When a deferred message is tried again: after 1, 5, 15 and 60 minutes, then every 4 hours, for 48 hours.</summary>
public static class RetryPlan
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(48);

    private static readonly IReadOnlyList<TimeSpan> Pauses =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4)];

    /// <summary>The next instant, or null when it is time to give up.</summary>
    /// <param name="attempts">Attempts made, at least 1.</param>
    /// <param name="wanted">Pause the other side asked for; null takes the plan's.</param>
    /// <param name="since">When sending began.</param>
    /// <param name="now">Now.</param>
    public static DateTimeOffset? Next(int attempts, TimeSpan? wanted, DateTimeOffset since, DateTimeOffset now)
    {
        var next = now + (wanted ?? Pauses[Math.Min(attempts, Pauses.Count) - 1]);
        return next - since <= Patience ? next : null;
    }
}
