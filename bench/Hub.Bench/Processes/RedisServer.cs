using System.Diagnostics;
using System.Net.Sockets;

namespace Hub.Bench.Processes;

/// <summary>A redis-server of its own, without files: stopped, it has forgotten everything.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly int _port = Ports.Free();
    private Process? _process;

    public string ConnectionString => $"127.0.0.1:{_port}";

    /// <exception cref="InvalidOperationException">There is none on this machine, or it does not start.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        try
        {
            _process = Process.Start(new ProcessStartInfo("redis-server",
                ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--logfile", "/dev/null"]))!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("redis-server is not installed: apt-get install -y redis-server");
        }

        using var timer = new PeriodicTimer(Look);
        while (!await AnswersAsync(ct))
        {
            await timer.WaitForNextTickAsync(ct);
        }
    }

    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync("127.0.0.1", _port, ct);
            return true;
        }
        catch (SocketException) when (_process is { HasExited: false })
        {
            return false;
        }
    }
}
