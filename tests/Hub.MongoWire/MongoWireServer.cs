using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Hub.MongoWire;

/// <summary>A process of the test server beside this file; it ends with this process at the latest.</summary>
public sealed class MongoWireServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private readonly Process _process;

    private MongoWireServer(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Without a database.</summary>
    public string ConnectionString => $"mongodb://127.0.0.1:{Port}/?replicaSet=hubtest";

    /// <summary>Connection string of one of its databases.</summary>
    public string Database(string name) => ConnectionString.Replace("/?", $"/{name}?", StringComparison.Ordinal);

    public static async Task<MongoWireServer> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("node", ["server.js", "--with-parent"])
        {
            WorkingDirectory = Folder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        // Held open: its end is the server's.
        _ = process.StandardInput;
        using var limit = new CancellationTokenSource(StartLimit);
        var line = await process.StandardOutput.ReadLineAsync(limit.Token);
        return line?.Split(' ') is ["listening", var port]
            ? new MongoWireServer(process, int.Parse(port, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The MongoDB test server did not start, it said: {line}");
    }

    /// <summary>Stops the process from running while its connections stay open.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task ContinueAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
