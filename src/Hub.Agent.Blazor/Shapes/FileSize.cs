using System.Globalization;

namespace Hub.Agent.Blazor.Shapes;

/// <summary>Sizes of files for people.</summary>
public static class FileSize
{
    /// <summary>"0 B", "812 B", "48 kB", "3.2 MB"; decimal units.</summary>
    public static string Of(long bytes, CultureInfo culture) => bytes switch
    {
        < 1_000 => $"{bytes.ToString(culture)} B",
        < 1_000_000 => $"{(bytes / 1_000.0).ToString("0", culture)} kB",
        < 1_000_000_000 => $"{(bytes / 1_000_000.0).ToString("0.#", culture)} MB",
        _ => $"{(bytes / 1_000_000_000.0).ToString("0.#", culture)} GB",
    };
}
