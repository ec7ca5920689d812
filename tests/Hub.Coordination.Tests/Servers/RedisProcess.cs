using System.Diagnostics;
using System.Net.Sockets;
using Hub.Coordination.Embedded;

namespace Hub.Coordination.Tests.Servers;

/// <summary>Debian's redis-server on a free port, without files.</summary>
public sealed class RedisProcess : CoordinationServer
{
    private static readonly string? Binary = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Append("/usr/bin").Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);

    private readonly int _port = GarnetHost.FreePort();
    private Process? _process;

    public override string ConnectionString => $"127.0.0.1:{_port}";

    public override string? MissingBecause =>
        Binary is null ? "redis-server is not installed: apt-get install -y redis-server" : null;

    public override async ValueTask StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Binary!, $"--port {_port} --bind 127.0.0.1 --save \"\" --appendonly no")
        {
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        await Eventually.TrueAsync(AnswersAsync);
    }

    public override async ValueTask StopAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Stops the process from running while its connections stay open.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task ContinueAsync() => SignalAsync("CONT");

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", $"-{signal} {_process!.Id}");
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    private async Task<bool> AnswersAsync()
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
