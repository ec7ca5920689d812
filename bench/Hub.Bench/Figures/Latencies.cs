using System.Diagnostics;

namespace Hub.Bench.Figures;

/// <summary>Collects durations from many threads; reads percentiles once collecting has ended.</summary>
public sealed class Latencies(int capacity)
{
    private readonly long[] _ticks = new long[capacity];
    private int _next;
    private bool _isSorted;

    public int Count => Math.Min(Volatile.Read(ref _next), _ticks.Length);

    /// <summary>Adds a duration in stopwatch ticks; those beyond the capacity are not kept.</summary>
    public void Add(long ticks)
    {
        var place = Interlocked.Increment(ref _next) - 1;
        if (place < _ticks.Length)
        {
            _ticks[place] = ticks;
        }
    }

    /// <summary>The duration in milliseconds that <paramref name="share"/> of all stay within; NaN without any.</summary>
    public double Percentile(double share)
    {
        if (Count == 0)
        {
            return double.NaN;
        }

        if (!_isSorted)
        {
            Array.Sort(_ticks, 0, Count);
            _isSorted = true;
        }

        var place = (int)Math.Ceiling(share * Count) - 1;
        return _ticks[Math.Clamp(place, 0, Count - 1)] * 1000.0 / Stopwatch.Frequency;
    }
}
