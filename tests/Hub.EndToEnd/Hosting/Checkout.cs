namespace Hub.EndToEnd.Hosting;

/// <summary>The checkout the tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>The server as built in the tests' own configuration.</summary>
    public static string ServerAssembly =>
        Path.Combine(Root, "src/Hub.Server/bin", AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug",
            "net10.0/Hub.Server.dll");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a checkout of Hub.");
    }
}
