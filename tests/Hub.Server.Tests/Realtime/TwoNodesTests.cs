using Hub.Coordination.Embedded;

namespace Hub.Server.Tests.Realtime;

/// <summary>Visitor on one node, agents on another, one store and one coordination server between them.</summary>
public sealed class TwoNodesTests
{
    [Fact]
    public async Task What_happens_on_one_node_shows_on_the_other_without_gap_or_double()
    {
        using var redis = GarnetHost.Start();
        var (here, there) = await LiveHub.StartTwoAsync(redis.ConnectionString);
        await using var first = here;
        await using var second = there;
        await using var visitor = await VisitorClient.StartAsync(here);
        var number = (await visitor.SendAsync("m1")).GetProperty("number").GetString();
        var (_, token) = await here.HireAsync("Anna");
        await using var agent = await HubClient.ConnectAsync(new Uri(there.Address, "/hubs/agent"), token);
        await agent.CallAsync("Watch", new { number });
        await agent.CallAsync("WatchView", new { view = "open" });

        for (var i = 2; i <= 50; i++)
        {
            await visitor.SendAsync($"m{i}");
        }
        var told = new List<string>();
        while (told.Count < 49)
        {
            told.Add((await agent.NextAsync("entry")).GetProperty("entry").GetProperty("text").GetString()!);
        }
        told.ShouldBe(Enumerable.Range(2, 49).Select(static i => $"m{i}"));

        await agent.CallAsync("Reply", new { number, text = "Here I am", baseSeq = 1_000 });
        (await visitor.Hub.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("direction").GetString() == "out"))
            .GetProperty("publicRev").GetInt64().ShouldBe(51);
        await agent.TellAsync("Typing", new { number, mode = "replying" });
        (await visitor.Hub.NextAsync("typing")).GetProperty("on").GetBoolean().ShouldBeTrue();
        await visitor.Hub.TellAsync("Typing", new { on = true });
        (await agent.NextAsync("typing")).GetProperty("who").GetProperty("name").GetString().ShouldBe("Carla");
    }

    [Fact]
    public async Task A_tab_on_another_node_hears_of_the_first_message()
    {
        using var redis = GarnetHost.Start();
        var (here, there) = await LiveHub.StartTwoAsync(redis.ConnectionString);
        await using var first = here;
        await using var second = there;
        await using var visitor = await VisitorClient.StartAsync(here);
        await using var tab = await VisitorClient.StartAsync(there, visitor.Token, here.Shop);
        await visitor.SendAsync("Hello");
        await tab.Hub.NextAsync("resync");
        (await tab.ThreadAsync()).ShouldBe(["Hello"]);
        await tab.SendAsync("From the other tab");
        (await visitor.Hub.NextAsync("entry")).GetProperty("entry").GetProperty("text").GetString().ShouldBe("From the other tab");
    }
}
