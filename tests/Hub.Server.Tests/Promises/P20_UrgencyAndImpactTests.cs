using System.Text.Json.Nodes;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Promises;

/// <summary>P20: urgency is separate from impact; priority is proposed from a matrix.</summary>
public sealed class P20_UrgencyAndImpactTests(RestHub hub) : IClassFixture<RestHub>
{
    [Fact]
    public async Task P20_the_matrix_proposes_the_priority_until_somebody_chooses_another()
    {
        var path = $"/tickets/{(await hub.TicketAsync())["number"]}";
        var one = await hub.PatchAsync(path, new { urgency = "high" });
        one["proposedPriority"].ShouldBeNull();
        Priority(one).ShouldBe("normal");

        Priority(await hub.PatchAsync(path, new { impact = "high" })).ShouldBe("urgent");
        Priority(await hub.PatchAsync(path, new { impact = "low" })).ShouldBe("normal");
        Priority(await hub.PatchAsync(path, new { priority = "high" })).ShouldBe("high");
        var kept = await hub.PatchAsync(path, new { impact = "high" });
        Priority(kept).ShouldBe("high");
        kept["proposedPriority"]!.GetValue<string>().ShouldBe("urgent");

        var changes = (await hub.GetAsync($"{path}/messages"))["items"]!.AsArray().Select(static entry => entry!["change"]).OfType<JsonNode>();
        changes.ShouldContain(static change => change["what"]!.GetValue<string>() == "priority" && change["to"]!.GetValue<string>() == "urgent"
            && change["because"]!.GetValue<string>() == "urgency × impact");
    }

    [Fact]
    public async Task P20_each_is_filtered_on_its_own()
    {
        var number = (await hub.TicketAsync())["number"]!.GetValue<string>();
        await hub.PatchAsync($"/tickets/{number}", new { urgency = "low", impact = "medium" });
        (await NumbersAsync("urgency=low&impact=medium")).ShouldContain(number);
        (await NumbersAsync("urgency=low,medium&sort=-createdAt")).ShouldContain(number);
        (await NumbersAsync("urgency=low&impact=low&sort=-priority")).ShouldNotContain(number);
        (await hub.GetAsync("/tickets?urgency=soon", 400))["errors"]!["urgency"].ShouldNotBeNull();
    }

    [Fact]
    public async Task P20_the_matrix_is_configured()
    {
        var matrix = await hub.PatchAsync("/priority-matrix", new { low = new { low = "high" } });
        matrix["low"]!["low"]!.GetValue<string>().ShouldBe("high");
        matrix["high"]!["high"]!.GetValue<string>().ShouldBe("urgent");
        var ticket = await hub.PostAsync("/tickets", new
        {
            subject = "Judged from the start",
            urgency = "low",
            impact = "low",
            contact = new { name = "Ada" },
            message = new { kind = "public", text = "Hello" },
        });
        Priority(ticket).ShouldBe("high");
        await hub.PatchAsync("/priority-matrix", new { low = new { low = "low" } });
    }

    private static string Priority(JsonNode ticket) => ticket["priority"]!.GetValue<string>();

    private async Task<List<string>> NumbersAsync(string query) =>
        [.. (await hub.GetAsync($"/tickets?{query}"))["items"]!.AsArray().Select(static row => row!["number"]!.GetValue<string>())];
}
