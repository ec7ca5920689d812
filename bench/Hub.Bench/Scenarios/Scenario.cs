using Hub.Bench.Figures;

namespace Hub.Bench.Scenarios;

/// <summary>One thing measured against its limit, both in the same run.</summary>
public abstract class Scenario(string name, string measures)
{
    public string Name { get; } = name;

    /// <summary>What is measured against what, in one line.</summary>
    public string Measures { get; } = measures;

    public abstract Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct);

    /// <summary>A new empty folder for one server's data.</summary>
    protected static string NewFolder() => Directory.CreateTempSubdirectory("hub-bench-").FullName;
}
