using System.Text.Json;

namespace Hub.Bench.Clients;

/// <summary>A visitor: starts, sends, reads back.</summary>
public sealed class VisitorClient(HubSocket socket) : IAsyncDisposable
{
    /// <summary>Proves who the visitor is on the next connection; null until started.</summary>
    public string? Token { get; private set; }

    public static async Task<VisitorClient> ConnectAsync(Uri server, HubEventHandler onEvent, CancellationToken ct) =>
        new(await HubSocket.ConnectAsync(server, "/hubs/visitor", bearer: null, onEvent, ct));

    public async Task StartAsync(string inbox, string frameTicket, string? visitorToken, CancellationToken ct)
    {
        var argument = JsonSerializer.Serialize(
            new { inbox, frameTicket, visitorToken, language = "en", page = new { url = "http://shop.example/", title = "Shop" } }, JsonSerializerOptions.Web);
        var result = HubRecord.ResultOf(await socket.InvokeAsync("Start", argument, ct));
        Token = result.GetProperty("visitorToken").GetString();
    }

    /// <summary>Sends and waits for the acknowledgement. Neither argument may need escaping in JSON.</summary>
    public async Task<byte[]> SendAsync(string clientId, string text, CancellationToken ct) =>
        await socket.InvokeAsync("Send", $$"""{"clientId":"{{clientId}}","text":"{{text}}"}""", ct);

    /// <summary>All entries of the thread, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadAllAsync(CancellationToken ct)
    {
        var entries = new List<JsonElement>();
        var rev = 0L;
        while (true)
        {
            var page = HubRecord.ResultOf(await socket.InvokeAsync("After", $$"""{"publicRev":{{rev}}}""", ct));
            entries.AddRange(page.GetProperty("entries").EnumerateArray());
            rev = page.GetProperty("publicRev").GetInt64();
            if (!page.TryGetProperty("more", out var more) || !more.GetBoolean())
            {
                return entries;
            }
        }
    }

    public Task PingAsync(CancellationToken ct) => socket.PingAsync(ct);

    public ValueTask DisposeAsync() => socket.DisposeAsync();
}
