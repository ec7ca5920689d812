using System.Globalization;

namespace Hub.Bench.Processes;

/// <summary>What the kernel says about a process (proc(5)).</summary>
public static class ProcessStatistics
{
    /// <summary>USER_HZ; 100 on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>User and system time used so far.</summary>
    public static TimeSpan ProcessorTime(int pid) => TimeIn($"/proc/{pid}/stat");

    /// <summary>What the runtime's compiling thread has used since it last began; nothing while there is none: it ends itself when
    /// it has had nothing to do for some seconds.</summary>
    public static TimeSpan CompilingTime(int pid)
    {
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{pid}/task"))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(thread, "comm")).StartsWith(".NET Tiered", StringComparison.Ordinal))
                {
                    return TimeIn(Path.Combine(thread, "stat"));
                }
            }
            catch (IOException)
            {
                // It ended since the folder was read.
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>Bytes in memory now.</summary>
    public static long ResidentBytes(int pid)
    {
        var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ')[1];
        return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    /// <summary>Forgets the most there was in memory so far.</summary>
    public static void ResetPeak(int pid) => File.WriteAllText($"/proc/{pid}/clear_refs", "5");

    /// <summary>The most bytes there were in memory since the peak was reset.</summary>
    public static long PeakBytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static TimeSpan TimeIn(string file)
    {
        var stat = File.ReadAllText(file);
        // The name in brackets may hold blanks; fields 14 and 15 are counted from behind it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }
}
