using System.Globalization;
using System.Text.Json;

namespace Hub.Bench.Figures;

/// <summary>Writes figures as they come: a table row each, or a JSON object a line. Remarks go to standard error.</summary>
public sealed class FigureWriter(bool asJson)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private bool _hasHeader;

    public void Write(Figure figure)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { figure.Scenario, figure.Metric, Value = Round(figure.Value), figure.Unit, Baseline = Round(figure.Baseline), figure.Ratio, figure.N }, Json));
            return;
        }

        if (!_hasHeader)
        {
            Console.WriteLine(Row("scenario", "metric", "value", "unit", "baseline", "ratio", "n"));
            _hasHeader = true;
        }

        Console.WriteLine(Row(
            figure.Scenario, figure.Metric, Text(Round(figure.Value)), figure.Unit, Text(Round(figure.Baseline)), Text(figure.Ratio), Text(figure.N)));
    }

    public static void Remark(string text) => Console.Error.WriteLine($"# {text}");

    private static string Row(string scenario, string metric, string value, string unit, string baseline, string ratio, string n) =>
        $"{scenario,-8} {metric,-44} {value,12} {unit,-8} {baseline,12} {ratio,8} {n,9}";

    private static string Text(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";

    private static double? Round(double? number) => number is { } value ? Math.Round(value, Math.Abs(value) < 100 ? 3 : 0) : null;
}
