using System.Diagnostics;

namespace Hub.EndToEnd.Hosting;

/// <summary>Awaits conditions of the outside world that nobody signals.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Answers as soon as the condition gives a value; fails with its last state when patience ends.</summary>
    public static async Task<T> GetAsync<T>(string what, Func<CancellationToken, Task<T?>> condition, TimeSpan? patience = null) where T : class
    {
        var limit = patience ?? Patience;
        var begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        Exception? last = null;
        do
        {
            try
            {
                if (await condition(TestContext.Current.CancellationToken) is { } value)
                {
                    return value;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException)
            {
                last = fault;
            }
        }
        while (Stopwatch.GetElapsedTime(begun) < limit && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken));
        throw new TimeoutException($"Not within {limit.TotalSeconds:0} s: {what}", last);
    }

    /// <summary>As <see cref="GetAsync"/>, for a yes or no.</summary>
    public static Task HoldsAsync(string what, Func<CancellationToken, Task<bool>> condition, TimeSpan? patience = null) =>
        GetAsync(what, async ct => await condition(ct) ? "" : null, patience);
}
