using Hub.EndToEnd.Hosting;
using Hub.MongoWire;
using Microsoft.AspNetCore.SignalR;

namespace Hub.EndToEnd.Nodes;

/// <summary>Two nodes that lose what they share, and get it back.</summary>
[Collection(NodeRuns.Name)]
public sealed class LostBackendTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_Redis_chats_go_on_across_nodes_and_presence_is_unknown_until_it_is_back_empty()
    {
        await using var nodes = await NodePair.StartAsync();
        var inbox = await new HubRest(nodes.First).CreateChatInboxAsync("http://shop.example");
        var (visitor, _) = await NodeClients.VisitAsync(nodes.First, inbox);
        await using var visiting = visitor;
        var number = (await NodeClients.SayAsync(visitor, "Before")).GetProperty("number").GetString()!;
        await using var agent = await NodeClients.WorkAsync(nodes.Second, await NodeClients.HireAsync(nodes.Second, "Anna"));
        await agent.CallAsync("Watch", new { number });

        await nodes.Redis.StopAsync();
        await Eventually.HoldsAsync("both nodes say that coordination is away", async ct =>
            (string?)(await NodeClients.ReadinessAsync(nodes.First, ct)).Parts["coordination"]!["status"] == "degraded"
            && (string?)(await NodeClients.ReadinessAsync(nodes.Second, ct)).Parts["coordination"]!["status"] == "degraded");
        (await NodeClients.ReadinessAsync(nodes.First, Ct)).Status.ShouldBe(200);
        await NodeClients.SayAsync(visitor, "Without Redis");
        await agent.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("text").GetString() == "Without Redis");
        await agent.CallAsync("Reply", new { number, text = "An answer", baseSeq = 1_000 });
        await visitor.NextAsync("resync");
        (await visitor.CallAsync("After", new { publicRev = 0 })).GetProperty("entries").EnumerateArray()
            .Select(static entry => entry.GetProperty("text").GetString()).ShouldBe(["Before", "Without Redis", "An answer"]);
        (await agent.CallAsync("Presence", new { state = "online" })).GetProperty("isKnown").GetBoolean().ShouldBeFalse();

        await nodes.Redis.StartAsync(Ct);
        await Eventually.HoldsAsync("presence is right again", async ct =>
        {
            var presence = await agent.CallAsync("Presence", new { state = "online" });
            return presence.GetProperty("isKnown").GetBoolean() && presence.GetProperty("agents").GetArrayLength() == 1;
        });
        await NodeClients.SayAsync(visitor, "After");
        await agent.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("text").GetString() == "After");
    }

    [Fact]
    public async Task Without_the_store_a_message_waits_or_fails_visibly_and_then_goes_through_once()
    {
        await using var store = await MongoWireServer.StartAsync();
        await using var nodes = await NodePair.StartAsync(store);
        var inbox = await new HubRest(nodes.First).CreateChatInboxAsync("http://shop.example");
        var (visitor, _) = await NodeClients.VisitAsync(nodes.First, inbox);
        await using var visiting = visitor;
        await NodeClients.SayAsync(visitor, "Before");

        await store.PauseAsync();
        var clientId = Guid.NewGuid().ToString("n");
        var waiting = NodeClients.SayAsync(visitor, "Meanwhile", clientId);
        foreach (var node in new[] { nodes.First, nodes.Second })
        {
            await Eventually.HoldsAsync("readiness says that the store is away", async ct =>
                await NodeClients.ReadinessAsync(node, ct) is { Status: 503 } down && (string?)down.Parts["storage"]!["status"] == "down");
        }
        await store.ContinueAsync();

        await SentOnceAsync(visitor, waiting, clientId);
        await Eventually.HoldsAsync("readiness says that the store is back", async ct => (await NodeClients.ReadinessAsync(nodes.First, ct)).Status == 200);
        (await visitor.CallAsync("After", new { publicRev = 0 })).GetProperty("entries").EnumerateArray()
            .Select(static entry => entry.GetProperty("text").GetString()).ShouldBe(["Before", "Meanwhile"]);
    }

    /// <summary>As the widget does: what was refused is sent again under its id.</summary>
    private static Task SentOnceAsync(Server.Tests.Realtime.HubClient visitor, Task first, string clientId) =>
        Eventually.HoldsAsync("the message is acknowledged", async _ =>
        {
            try
            {
                await first;
                return true;
            }
            catch (HubException refused)
            {
                refused.Message.ShouldContain("unavailable");
                first = NodeClients.SayAsync(visitor, "Meanwhile", clientId);
                return false;
            }
        });
}
