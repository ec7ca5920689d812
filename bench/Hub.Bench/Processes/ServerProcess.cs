using System.Collections.Concurrent;
using System.Diagnostics;

namespace Hub.Bench.Processes;

/// <summary>A web server in a process of its own, from start to end.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private const int LinesKept = 1_000;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    public TimeSpan ProcessorTime => ProcessStatistics.ProcessorTime(Id);

    /// <summary>See <see cref="ProcessStatistics.CompilingTime"/>.</summary>
    public TimeSpan CompilingTime => ProcessStatistics.CompilingTime(Id);

    public long ResidentBytes => ProcessStatistics.ResidentBytes(Id);

    /// <summary>The last lines it wrote.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a .NET program and answers when <paramref name="readyPath"/> answers 200.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not get ready in a minute.</exception>
    public static async Task<ServerProcess> StartAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, Uri address, string readyPath, CancellationToken ct)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(Process.Start(start)!, address);
        try
        {
            await server.WhenReadyAsync(readyPath, ct);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>Waits until it has nothing left to do: a second in which it takes less than a share of a core.</summary>
    /// <param name="ct">Ends it.</param>
    /// <param name="share">A tenth, unless it is never that idle.</param>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> WhenQuietAsync(CancellationToken ct, double share = 0.1)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        TimeSpan before;
        do
        {
            before = ProcessorTime;
            await timer.WaitForNextTickAsync(ct);
        }
        while (ProcessorTime - before > TimeSpan.FromSeconds(share));
        return waited.Elapsed;
    }

    /// <summary>Ends it at once, as a power cut would the process: no handler runs (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Halts it (SIGSTOP) while its connections stay open.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>Asks it to end (SIGTERM) and waits; kills it when it does not.</summary>
    public async Task StopAsync()
    {
        if (_process.HasExited)
        {
            return;
        }

        await SignalAsync("TERM");
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", $"-{signal} {Id}");
        await kill.WaitForExitAsync();
    }

    private async Task WhenReadyAsync(string path, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync(http, path, ct))
        {
            if (_process.HasExited || waited.Elapsed > StartLimit)
            {
                throw new InvalidOperationException($"The server did not get ready.\n{Output}");
            }

            await Task.Delay(Look, ct);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string path, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(path, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
            {
                _lines.TryDequeue(out _);
            }
        }
    }
}
