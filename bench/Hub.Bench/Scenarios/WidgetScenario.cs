using System.IO.Compression;
using Hub.Bench.Figures;
using Hub.Bench.Processes;

namespace Hub.Bench.Scenarios;

public sealed class WidgetScenario() : Scenario("widget", "bytes a visitor's browser loads, compressed, against the budget")
{
    private static readonly string[] Files = ["widget.js", "app.js", "app.css"];
    private const int LoaderBudget = 2048;
    private const int WholeBudget = 45 * 1024;

    public override Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        var folder = Path.Combine(Checkout.Root, "src/Hub.Widget/dist");
        var files = Files.Select(name => File.ReadAllBytes(Path.Combine(folder, name))).ToArray();
        Report(figures, "loader", files[..1], LoaderBudget);
        Report(figures, "whole", files, WholeBudget);
        return Task.CompletedTask;
    }

    private void Report(FigureWriter figures, string what, byte[][] files, int budget)
    {
        figures.Write(new Figure(Name, $"{what}, brotli", files.Sum(Brotli), "bytes", budget, files.Length));
        figures.Write(new Figure(Name, $"{what}, gzip", files.Sum(Gzip), "bytes", budget, files.Length));
        figures.Write(new Figure(Name, $"{what}, plain", files.Sum(static file => file.Length), "bytes", N: files.Length));
    }

    private static long Brotli(byte[] file) => Compressed(file, static target => new BrotliStream(target, CompressionLevel.SmallestSize));

    private static long Gzip(byte[] file) => Compressed(file, static target => new GZipStream(target, CompressionLevel.SmallestSize));

    private static long Compressed(byte[] file, Func<Stream, Stream> compress)
    {
        using var target = new MemoryStream();
        using (var packing = compress(target))
        {
            packing.Write(file);
        }

        return target.ToArray().Length;
    }
}
