using System.Text.Json;
using Hub.Core.Inboxes;

namespace Hub.Server.Tests.Realtime;

/// <summary>A visitor as the widget is one: a frame ticket, then a token.</summary>
public sealed class VisitorClient : IAsyncDisposable
{
    private VisitorClient(HubClient hub, JsonElement started)
    {
        Hub = hub;
        Started = started;
        Token = started.GetProperty("visitorToken").GetString()!;
    }

    public HubClient Hub { get; }

    public JsonElement Started { get; }

    public string Token { get; }

    public static async Task<VisitorClient> StartAsync(LiveHub hub, string? token = null, Inbox? inbox = null)
    {
        var client = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/visitor"));
        var started = await client.CallAsync("Start", new
        {
            inbox = (inbox ?? hub.Shop).Id.Value,
            frameTicket = await hub.FrameTicketAsync(inbox),
            visitorToken = token,
            identity = new { name = "Carla", email = (string?)null },
            language = "en",
            page = new { url = "https://shop.example/kettles", title = "Kettles" },
        });
        return new VisitorClient(client, started);
    }

    public Task<JsonElement> SendAsync(string text, string? clientId = null, params string[] attachments) =>
        Hub.CallAsync("Send", new { clientId = clientId ?? Guid.NewGuid().ToString(), text, attachments });

    public async Task<IReadOnlyList<string>> ThreadAsync() => [.. (await Hub.CallAsync("After", new { publicRev = 0 }))
        .GetProperty("entries").EnumerateArray().Select(static entry => entry.GetProperty("text").GetString()!)];

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
