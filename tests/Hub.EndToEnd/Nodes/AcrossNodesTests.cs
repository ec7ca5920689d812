using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.EndToEnd.Hosting;
using Hub.Server.Tests.Realtime;

namespace Hub.EndToEnd.Nodes;

/// <summary>Visitor on one node, agents on the other and on both.</summary>
[Collection(NodeRuns.Name)]
public sealed class AcrossNodesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_with_typing_presence_lock_and_draft_works_across_two_processes()
    {
        await using var nodes = await NodePair.StartAsync();
        var inbox = await new HubRest(nodes.First).CreateChatInboxAsync("http://shop.example");
        var (anna, ben) = (await NodeClients.HireAsync(nodes.First, "Anna"), await NodeClients.HireAsync(nodes.First, "Ben"));
        var (visitor, _) = await NodeClients.VisitAsync(nodes.First, inbox, frameFrom: nodes.Second);
        await using var visiting = visitor;
        var number = (await NodeClients.SayAsync(visitor, "Hello")).GetProperty("number").GetString()!;

        await using var there = await NodeClients.WorkAsync(nodes.Second, anna);
        await using var here = await NodeClients.WorkAsync(nodes.First, ben);
        await there.CallAsync("Watch", new { number });
        await here.CallAsync("Watch", new { number });

        await NodeClients.SayAsync(visitor, "Is anybody there?");
        (await there.NextAsync("entry")).GetProperty("entry").GetProperty("text").GetString().ShouldBe("Is anybody there?");
        await visitor.TellAsync("Typing", new { on = true });
        await there.NextAsync("typing", static typing => typing.GetProperty("who").GetProperty("type").GetString() == "visitor");
        await there.TellAsync("Typing", new { number, mode = "replying" });
        (await visitor.NextAsync("typing")).GetProperty("on").GetBoolean().ShouldBeTrue();
        await here.NextAsync("viewers", static viewers => viewers.GetProperty("viewers").EnumerateArray().Any(static one => one.GetProperty("name").GetString() == "Anna"));
        var present = await here.CallAsync("Presence", new { state = "online" });
        present.GetProperty("agents").EnumerateArray().Select(static agent => agent.GetProperty("name").GetString()).ShouldBe(["Anna", "Ben"], ignoreOrder: true);

        await there.CallAsync("Lock", new { number });
        (await AskAsync(nodes.First, ben, HttpMethod.Post, $"/api/v1/tickets/{number}/lock", null)).ShouldBe(HttpStatusCode.Conflict);
        (await AskAsync(nodes.Second, anna, HttpMethod.Put, $"/api/v1/tickets/{number}/draft", new { text = "Half a sent" })).ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(nodes.First, anna, $"/api/v1/tickets/{number}/draft")).GetProperty("items")[0].GetProperty("text").GetString().ShouldBe("Half a sent");
        await there.CallAsync("Reply", new { number, text = "Here I am", baseSeq = 1_000 });
        await visitor.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("text").GetString() == "Here I am");
    }

    [Fact]
    public async Task What_one_node_gave_to_a_visitor_or_an_agent_is_good_on_the_other()
    {
        await using var nodes = await NodePair.StartAsync();
        var inbox = await new HubRest(nodes.First).CreateChatInboxAsync("http://shop.example");
        var (visitor, token) = await NodeClients.VisitAsync(nodes.First, inbox);
        await NodeClients.SayAsync(visitor, "Hello");
        await visitor.DisposeAsync();

        var (again, _) = await NodeClients.VisitAsync(nodes.Second, inbox, frameFrom: nodes.First, token);
        await using var visiting = again;
        (await again.CallAsync("After", new { publicRev = 0 })).GetProperty("entries").GetArrayLength().ShouldBe(1);

        var anna = await NodeClients.HireAsync(nodes.First, "Anna");
        var ticket = (await SendAsync(nodes.First, anna, HttpMethod.Post, "/api/v1/hub-ticket", null)).GetProperty("ticket").GetString()!;
        await using var agent = await HubClient.ConnectAsync(new Uri(NodeClients.Of(nodes.Second), "/hubs/agent"), ticket);
        await Should.ThrowAsync<Exception>(() => HubClient.ConnectAsync(new Uri(NodeClients.Of(nodes.First), "/hubs/agent"), ticket));
    }

    private static async Task<HttpStatusCode> AskAsync(HubProcess node, string token, HttpMethod method, string path, object? body)
    {
        using var request = RequestOf(method, path, token, body);
        using var answer = await node.Api.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private static Task<JsonElement> ReadAsync(HubProcess node, string token, string path) => SendAsync(node, token, HttpMethod.Get, path, null);

    private static async Task<JsonElement> SendAsync(HubProcess node, string token, HttpMethod method, string path, object? body)
    {
        using var request = RequestOf(method, path, token, body);
        using var answer = await node.Api.SendAsync(request, Ct);
        answer.IsSuccessStatusCode.ShouldBeTrue(path);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static HttpRequestMessage RequestOf(HttpMethod method, string path, string token, object? body) => new(method, path)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        Content = body is null ? null : JsonContent.Create(body),
    };
}
