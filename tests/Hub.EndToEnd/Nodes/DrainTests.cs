using Hub.EndToEnd.Hosting;

namespace Hub.EndToEnd.Nodes;

/// <summary>A process that is asked to stop while people use it.</summary>
[Collection(NodeRuns.Name)]
public sealed class DrainTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_that_it_is_not_ready_turns_newcomers_away_serves_those_it_has_and_ends_cleanly()
    {
        await using var hub = await HubProcess.StartAsync(new() { ["Hub__Demo"] = "false", ["Hub__Nodes__DrainSeconds"] = "5" });
        var rest = new HubRest(hub);
        var (visitor, _) = await NodeClients.VisitAsync(hub, await rest.CreateChatInboxAsync("http://shop.example"));
        await using var visiting = visitor;
        var number = (await NodeClients.SayAsync(visitor, "Before")).GetProperty("number").GetString()!;

        hub.AskToStop();
        await Eventually.HoldsAsync("it is not ready", async ct => (await NodeClients.ReadinessAsync(hub, ct)).Status == 503);
        using var refused = await hub.Api.GetAsync("/hubs/visitor", Ct);
        ((int)refused.StatusCode).ShouldBe(503);
        refused.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        await NodeClients.SayAsync(visitor, "It still finishes what it has begun");

        (await hub.EndedAsync()).ShouldBe(0);
        await visitor.Closed.Task.WaitAsync(Eventually.Patience, Ct);
        await hub.StartAgainAsync();
        (await rest.PublicTextsAsync(number)).ShouldBe(["Before", "It still finishes what it has begun"]);
    }
}
