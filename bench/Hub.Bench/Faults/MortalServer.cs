using System.Diagnostics;
using Hub.Bench.Processes;

namespace Hub.Bench.Faults;

/// <summary>A server on one address and one data folder that is killed and started again.</summary>
public sealed class MortalServer(string program, string dataFolder) : IAsyncDisposable
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromMinutes(2);
    private readonly int _port = Ports.Free();
    private ServerProcess? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public int Kills { get; private set; }

    public TimeSpan SlowestReturn { get; private set; }

    public async Task StartAsync(CancellationToken ct) => _process = await HubServer.StartAsync(dataFolder, _port, ct, program);

    public async Task KillAndReturnAsync(CancellationToken ct)
    {
        var process = _process!;
        await process.KillAsync();
        await process.DisposeAsync();
        Kills++;
        var away = Stopwatch.StartNew();
        await StartAsync(ct);
        SlowestReturn = away.Elapsed > SlowestReturn ? away.Elapsed : SlowestReturn;
    }

    /// <summary>Ends the server as an operator would and runs <c>check</c> on what it leaves.</summary>
    public async Task<(int ExitCode, string Output)> StopAndCheckAsync(CancellationToken ct)
    {
        await _process!.StopAsync();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        start.ArgumentList.Add("check");
        foreach (var (name, value) in HubServer.Environment(dataFolder, Address))
        {
            start.Environment[name] = value;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(CheckLimit);
        using var check = Process.Start(start)!;
        try
        {
            var errors = check.StandardError.ReadToEndAsync(limit.Token);
            var said = await check.StandardOutput.ReadToEndAsync(limit.Token) + await errors;
            await check.WaitForExitAsync(limit.Token);
            return (check.ExitCode, said);
        }
        finally
        {
            if (!check.HasExited)
            {
                check.Kill();
            }
        }
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
