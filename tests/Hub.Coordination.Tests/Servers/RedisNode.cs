using System.Diagnostics;
using System.Net.Sockets;
using Hub.Coordination.Embedded;

namespace Hub.Coordination.Tests.Servers;

/// <summary>One redis-server on a free port, without files of its own.</summary>
internal sealed class RedisNode
{
    private static readonly string? Binary = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Append("/usr/bin").Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);

    private Process? _process;

    /// <summary>Why there is none on this machine, with the line that installs it; null when there is one.</summary>
    public static string? MissingBecause =>
        Binary is null ? "redis-server is not installed: apt-get install -y redis-server" : null;

    public string Address => $"127.0.0.1:{Port}";

    public int Port { get; } = GarnetHost.FreePort();

    public async Task StartAsync(params string[] settings)
    {
        _process = Process.Start(new ProcessStartInfo(Binary!,
            ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", .. settings])
        {
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        await Eventually.TrueAsync(AnswersAsync);
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

    public async Task SignalAsync(string signal)
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
            await socket.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
