using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Hub.EndToEnd.Hosting;

/// <summary>Hub as its users run it: a process of its own on a fresh data folder, which tests stop and kill.</summary>
public sealed class HubProcess : IAsyncDisposable
{
    public const string AdminEmail = "admin@hub.test";
    public const string AdminPassword = "correct horse battery staple";
    public const string ApiToken = "e2e-bootstrap-token-0123456789abcdef";
    private readonly StringBuilder _output = new();
    private readonly Dictionary<string, string?> _settings;
    private readonly Uri? _front;
    private Process? _process;

    private HubProcess(Dictionary<string, string?> settings, int? port = null, Uri? front = null)
    {
        DataDirectory = Directory.CreateTempSubdirectory("hub-e2e-").FullName;
        Port = port ?? FreePort();
        _settings = settings;
        _front = front;
        Api = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiToken);
    }

    public string DataDirectory { get; }

    public int Port { get; }

    /// <summary>Where its users find it: its own address, or that of the balancer before it.</summary>
    public Uri Address => _front ?? new Uri($"http://127.0.0.1:{Port}");

    /// <summary>REST with an administrator's token.</summary>
    public HttpClient Api { get; }

    /// <summary>Everything the process has printed, over all its lives.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts on an empty data folder and answers once it is ready. A setting that is null is left out.</summary>
    public static async Task<HubProcess> StartAsync(Dictionary<string, string?>? settings = null)
    {
        var hub = new HubProcess(settings ?? []);
        await hub.StartAgainAsync();
        return hub;
    }

    /// <summary>One node of several, on a port that was chosen for it.</summary>
    public static async Task<HubProcess> StartNodeAsync(Dictionary<string, string?> settings, int port, Uri? front)
    {
        var hub = new HubProcess(settings, port, front);
        await hub.StartAgainAsync();
        return hub;
    }

    /// <summary>A start that is refused; answers the exit code once the process has ended. <see cref="Output"/> says why.</summary>
    public static async Task<(int ExitCode, string Output)> RefusedAsync(Dictionary<string, string?> settings)
    {
        await using var hub = new HubProcess(settings);
        hub.Begin();
        return (await hub.EndedAsync(), hub.Output);
    }

    /// <summary>Starts on the data folder as it is.</summary>
    public async Task StartAgainAsync()
    {
        Begin();
        await Eventually.HoldsAsync("Hub is ready", async ct =>
        {
            _process!.HasExited.ShouldBeFalse(Output);
            using var answer = await Api.GetAsync("/health/ready", ct);
            return answer.StatusCode == HttpStatusCode.OK;
        });
    }

    /// <summary>Ends the process as a power cut would: no handler runs.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Halts the process (SIGSTOP) while its connections stay open.</summary>
    public void Pause() => _ = Signal(_process!.Id, 19);

    public void Continue() => _ = Signal(_process!.Id, 18);

    /// <summary>Asks the process to end.</summary>
    public void AskToStop() => _ = Signal(_process!.Id, 15);

    /// <summary>Asks the process to end and answers its exit code.</summary>
    public async Task<int> StopAsync()
    {
        AskToStop();
        return await EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }
        _process?.Dispose();
        Api.Dispose();
        Directory.Delete(DataDirectory, recursive: true);
    }

    /// <summary>A port nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Awaits the end; answers the exit code.</summary>
    public async Task<int> EndedAsync()
    {
        try
        {
            await _process!.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Hub runs on:\n{Output}");
        }
    }

    private void Begin()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Checkout.ServerAssembly },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = DataDirectory,
            Environment =
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Port}",
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Hub__DataDirectory"] = Path.Combine(DataDirectory, "data"),
                ["Hub__PublicUrl"] = Address.ToString().TrimEnd('/'),
                ["Hub__Admin__Email"] = AdminEmail,
                ["Hub__Admin__Password"] = AdminPassword,
                ["Hub__Api__BootstrapToken"] = ApiToken,
            },
        };
        foreach (var (name, value) in _settings)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int processId, int signal);
}
