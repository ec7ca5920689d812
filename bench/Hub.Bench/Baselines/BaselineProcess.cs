using Hub.Bench.Processes;

namespace Hub.Bench.Baselines;

/// <summary>Starts this program again under a hidden verb.</summary>
public static class BaselineProcess
{
    public static Task<ServerProcess> StartAsync(string verb, CancellationToken ct)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        return ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "Hub.Bench.dll"), [verb, address.ToString()],
            new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" }, address, "/health/ready", ct);
    }
}
