using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Bench.Clients;
using Hub.EndToEnd.Hosting;
using Hub.Server.Tests.Realtime;

namespace Hub.EndToEnd.Nodes;

/// <summary>Visitors and agents of one node, by the official client.</summary>
internal static class NodeClients
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The node's own address, past the balancer.</summary>
    public static Uri Of(HubProcess node) => node.Api.BaseAddress!;

    /// <summary>A visitor on one node; its frame may come from another.</summary>
    public static async Task<(HubClient Visitor, string Token)> VisitAsync(HubProcess node, string inbox, HubProcess? frameFrom = null, string? visitorToken = null)
    {
        using var api = new ApiClient(Of(frameFrom ?? node), HubProcess.ApiToken);
        var frameTicket = await api.FrameTicketAsync(inbox, Ct);
        var visitor = await HubClient.ConnectAsync(new Uri(Of(node), "/hubs/visitor"));
        var begun = await visitor.CallAsync("Start", new { inbox, frameTicket, visitorToken, language = "en", page = new { url = "http://shop.example/" } });
        return (visitor, begun.GetProperty("visitorToken").GetString()!);
    }

    public static Task<HubClient> WorkAsync(HubProcess node, string token) => HubClient.ConnectAsync(new Uri(Of(node), "/hubs/agent"), token);

    /// <summary>A new agent's API token.</summary>
    public static async Task<string> HireAsync(HubProcess node, string name)
    {
        using var api = new ApiClient(Of(node), HubProcess.ApiToken);
        return await api.CreateAgentAsync(new { name, email = $"{Guid.NewGuid():n}@hub.test" }, Ct);
    }

    public static Task<JsonElement> SayAsync(HubClient visitor, string text, string? clientId = null) =>
        visitor.CallAsync("Send", new { clientId = clientId ?? Guid.NewGuid().ToString("n"), text });

    /// <summary>The readiness of a node: its status code and its parts.</summary>
    public static async Task<(int Status, JsonNode Parts)> ReadinessAsync(HubProcess node, CancellationToken ct)
    {
        using var answer = await node.Api.GetAsync("/health/ready", ct);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!["parts"]!);
    }
}
