namespace Hub.Bench.Processes;

/// <summary>The checkout this program was built from.</summary>
public static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary><c>Release</c> or <c>Debug</c>, as this program was built.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The benchmarks run outside a checkout of Hub.");
    }
}
