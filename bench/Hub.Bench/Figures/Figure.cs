using System.Text.Json.Serialization;

namespace Hub.Bench.Figures;

/// <summary>One measured value beside its limit.</summary>
/// <param name="Scenario">Which scenario.</param>
/// <param name="Metric">What was measured, for example <c>rate.1000</c>.</param>
/// <param name="Value">The measurement.</param>
/// <param name="Unit">Of value and baseline.</param>
/// <param name="Baseline">The limit, measured in the same run; null where there is none.</param>
/// <param name="N">How many observations.</param>
public sealed record Figure(string Scenario, string Metric, double Value, string Unit, double? Baseline = null, long? N = null)
{
    /// <summary>Value divided by baseline.</summary>
    [JsonPropertyOrder(1)]
    public double? Ratio => Baseline is > 0 ? Math.Round(Value / Baseline.Value, 3) : null;
}
