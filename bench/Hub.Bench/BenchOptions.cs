namespace Hub.Bench;

/// <summary>How a run is done.</summary>
public sealed record BenchOptions
{
    /// <summary>One JSON object a line instead of a table.</summary>
    public bool AsJson { get; init; }

    /// <summary>Small sizes and short times: to try, not to publish.</summary>
    public bool IsSmall { get; init; }

    /// <summary>Seed of everything random.</summary>
    public int Seed { get; init; } = 20_260_101;

    /// <summary>Only this many visitors, where a scenario runs with several numbers of them; null for all.</summary>
    public int? Visitors { get; init; }

    /// <summary>Only this part, where a scenario has parts with names; null for all.</summary>
    public string? Part { get; init; }

    /// <summary>How long each timed part lasts.</summary>
    public TimeSpan Window => TimeSpan.FromSeconds(IsSmall ? 2 : 10);

    /// <summary>Where seeded stores and published output are kept between runs.</summary>
    public string Cache { get; } = Path.Combine(Path.GetTempPath(), "hub-bench");

    /// <summary>Reads the command line after the scenario's name; null and a sentence when it cannot be read.</summary>
    public static (BenchOptions? Options, string? Problem) Parse(IEnumerable<string> arguments)
    {
        var options = new BenchOptions();
        foreach (var argument in arguments)
        {
            switch (argument)
            {
                case "--json":
                    options = options with { AsJson = true };
                    break;
                case "--small":
                    options = options with { IsSmall = true };
                    break;
                case var seed when seed.StartsWith("--seed=", StringComparison.Ordinal) && int.TryParse(seed[7..], out var value):
                    options = options with { Seed = value };
                    break;
                case var visitors when visitors.StartsWith("--visitors=", StringComparison.Ordinal) && int.TryParse(visitors[11..], out var count) && count > 0:
                    options = options with { Visitors = count };
                    break;
                case var part when part.StartsWith("--part=", StringComparison.Ordinal):
                    options = options with { Part = part[7..] };
                    break;
                default:
                    return (null, $"'{argument}' is not known; accepted: --json, --small, --seed=NUMBER, --visitors=NUMBER, --part=NAME");
            }
        }

        return (options, null);
    }
}
