namespace Hub.Bench.Processes;

/// <summary>Starts the product as a process: the built Release program, a data folder, a free port.</summary>
public static class HubServer
{
    /// <summary>Administrator token of every server started here.</summary>
    public const string Token = "bench-administrator-token-0001";

    /// <summary>The built program of the same configuration as this one.</summary>
    public static string Program { get; } = Path.Combine(
        Checkout.Root, "src/Hub.Server/bin", Checkout.Configuration, "net10.0/Hub.Server.dll");

    public static Task<ServerProcess> StartAsync(
        string dataFolder, int port, CancellationToken ct, string? program = null, IReadOnlyDictionary<string, string>? more = null)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var environment = Environment(dataFolder, address);
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
        {
            environment[name] = value;
        }

        return ServerProcess.StartAsync(program ?? Program, [], environment, address, "/health/ready", ct);
    }

    /// <summary>Settings of a server under measurement; the visitor limits are for people, not for load clients.</summary>
    public static Dictionary<string, string> Environment(string dataFolder, Uri address) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = address.ToString().TrimEnd('/'),
        ["Hub__DataDirectory"] = dataFolder,
        ["Hub__Api__BootstrapToken"] = Token,
        ["Hub__Demo"] = "false",
        ["Hub__AutomaticMail__PerQueueAndMinute"] = "100000",
        ["Hub__Limits__CallBurst"] = "1000000",
        ["Hub__Limits__HandshakeBurst"] = "1000000",
        ["Hub__Limits__StartsAtOnce"] = "1000000",
        ["Hub__Limits__CallsPerSecond"] = "1000000",
        ["Hub__Limits__VisitorsPerMinute"] = "1000000",
        ["Hub__Limits__WaitingEvents"] = "100000",
        ["Logging__LogLevel__Default"] = "Warning",
    };
}
