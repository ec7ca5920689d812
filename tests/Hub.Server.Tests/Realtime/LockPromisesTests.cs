using System.Diagnostics;
using System.Text.Json;

namespace Hub.Server.Tests.Realtime;

public sealed class LockPromisesTests(LiveHub hub) : IClassFixture<LiveHub>
{
    [Fact]
    public async Task P11_Who_starts_a_reply_is_seen_within_a_second_and_others_are_refused_until_they_take_over()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString()!;
        await using var anna = await ConnectAsync("Anna");
        await using var ben = await ConnectAsync("Ben");
        await anna.CallAsync("Watch", new { number });
        await ben.CallAsync("Watch", new { number });

        var begun = Stopwatch.GetTimestamp();
        await anna.CallAsync("Lock", new { number });
        var seen = await ben.NextAsync("lock", static e => e.GetProperty("lock").ValueKind == JsonValueKind.Object);
        Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        seen.GetProperty("lock").GetProperty("holder").GetProperty("name").GetString().ShouldBe("Anna");
        seen.GetProperty("lock").GetProperty("takenAt").GetDateTimeOffset().ShouldBeLessThan(DateTimeOffset.UtcNow.AddSeconds(5));
        (await ben.RefusalOfAsync("Reply", new { number, text = "Me too", baseSeq = 100 })).ShouldBe("locked");

        await ben.CallAsync("TakeOver", new { number });
        (await anna.NextAsync("notify")).GetProperty("type").GetString().ShouldBe("lock-lost");
        (await ben.CallAsync("Reply", new { number, text = "Mine now", baseSeq = 100 })).GetProperty("text").GetString().ShouldBe("Mine now");
    }

    [Fact]
    public async Task P12_A_locked_ticket_stays_in_every_list_with_its_holder_and_is_free_when_the_holder_goes()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString()!;
        await using var ben = await ConnectAsync("Ben");
        var anna = await ConnectAsync("Anna");
        await ben.CallAsync("WatchView", new { view = "open" });
        await anna.CallAsync("Lock", new { number });
        var row = await ben.NextAsync("row", e => e.GetProperty("number").GetString() == number);
        row.GetProperty("change").GetString().ShouldBe("update");
        row.GetProperty("row").GetProperty("lock").GetProperty("holder").GetProperty("name").GetString().ShouldBe("Anna");
        (await ben.CallAsync("WatchView", new { view = "unassigned" })).GetProperty("items").EnumerateArray()
            .ShouldContain(item => item.GetProperty("number").GetString() == number);

        await anna.DisposeAsync();
        var free = await ben.NextAsync("row", e => e.GetProperty("number").GetString() == number
            && e.GetProperty("row").GetProperty("lock").ValueKind == JsonValueKind.Null);
        free.GetProperty("change").GetString().ShouldBe("update");
    }

    private async Task<HubClient> ConnectAsync(string name) =>
        await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), (await hub.HireAsync(name)).Token);
}
