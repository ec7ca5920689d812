using Hub.Coordination.Embedded;

namespace Hub.Server.Tests.Realtime;

/// <summary>Two nodes whose coordination server ends, and comes back empty.</summary>
public sealed class LostRedisTests
{
    private const string Password = "secret";

    [Fact]
    public async Task Chats_go_on_between_nodes_while_Redis_is_away_and_presence_is_right_again_after_it()
    {
        var port = GarnetHost.FreePort();
        var redis = GarnetHost.StartAt(port, Password);
        var (here, there) = await LiveHub.StartTwoAsync(redis.ConnectionString);
        await using var first = here;
        await using var second = there;
        await using var visitor = await VisitorClient.StartAsync(here);
        var number = (await visitor.SendAsync("Before")).GetProperty("number").GetString();
        var (_, token) = await here.HireAsync("Anna");
        await using var agent = await HubClient.ConnectAsync(new Uri(there.Address, "/hubs/agent"), token);
        await agent.CallAsync("Watch", new { number });

        redis.Dispose();
        await UntilAsync(async () => !await IsPresentAsync(agent));
        await visitor.SendAsync("Without Redis");
        await agent.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("text").GetString() == "Without Redis");
        await agent.CallAsync("Reply", new { number, text = "An answer", baseSeq = 1_000 });
        await visitor.Hub.NextAsync("resync");
        (await visitor.ThreadAsync()).ShouldBe(["Before", "Without Redis", "An answer"]);

        using var again = GarnetHost.StartAt(port, Password);
        await UntilAsync(() => IsPresentAsync(agent));
        await visitor.SendAsync("After");
        await agent.NextAsync("entry", static e => e.GetProperty("entry").GetProperty("text").GetString() == "After");
    }

    /// <summary>Whether presence is known and names the agent.</summary>
    private static async Task<bool> IsPresentAsync(HubClient agent)
    {
        var presence = await agent.CallAsync("Presence", new { state = "online" });
        return presence.GetProperty("isKnown").GetBoolean() && presence.GetProperty("agents").GetArrayLength() == 1;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition())
        {
            await look.WaitForNextTickAsync(limit.Token);
        }
    }
}
