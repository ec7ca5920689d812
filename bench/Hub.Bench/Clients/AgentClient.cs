namespace Hub.Bench.Clients;

/// <summary>An agent that watches tickets.</summary>
public sealed class AgentClient(HubSocket socket) : IAsyncDisposable
{
    public static async Task<AgentClient> ConnectAsync(Uri server, string? token, HubEventHandler onEvent, CancellationToken ct) =>
        new(await HubSocket.ConnectAsync(server, "/hubs/agent", token, onEvent, ct));

    public Task WatchAsync(string number, CancellationToken ct) => socket.InvokeAsync("Watch", $$"""{"number":"{{number}}"}""", ct);

    /// <summary>Who is online, after saying that this agent is.</summary>
    public async Task<(bool IsKnown, IReadOnlyList<string> Names)> PresenceAsync(CancellationToken ct)
    {
        var answer = HubRecord.ResultOf(await socket.InvokeAsync("Presence", """{"state":"online"}""", ct));
        return (answer.GetProperty("isKnown").GetBoolean(),
            [.. answer.GetProperty("agents").EnumerateArray().Select(static agent => agent.GetProperty("name").GetString()!)]);
    }

    public Task PingAsync(CancellationToken ct) => socket.PingAsync(ct);

    public ValueTask DisposeAsync() => socket.DisposeAsync();
}
