using System.Diagnostics.Metrics;

namespace Hub.Storage.Sqlite.Writing;

/// <summary>What the writer tells about itself.</summary>
internal static class WriterMeter
{
    private static readonly Meter Meter = new("Hub.Storage");

    private static readonly Histogram<int> Groups = Meter.CreateHistogram(
        "hub.storage.group.size", "{commit}", "Commits that shared one sync.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200] });

    public static void Count(int commits) => Groups.Record(commits);
}
