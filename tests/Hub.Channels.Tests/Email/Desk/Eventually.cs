using System.Diagnostics;

namespace Hub.Channels.Tests.Email.Desk;

/// <summary>Awaits what other processes and background work do without telling.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<T> GetAsync<T>(string what, Func<Task<T?>> condition) where T : class
    {
        var begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            if (await condition() is { } value)
            {
                return value;
            }
        }
        while (Stopwatch.GetElapsedTime(begun) < Patience && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken));
        throw new TimeoutException($"Not within {Patience.TotalSeconds:0} s: {what}");
    }
}
