using System.Text.Json.Nodes;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Promises;

/// <summary>P19: default queue order puts higher priority first.</summary>
public sealed class P19_PriorityTests(RestHub hub) : IClassFixture<RestHub>
{
    [Fact]
    public async Task P19_a_queue_lists_higher_priority_first_and_the_older_first_within_one()
    {
        var queue = await hub.PostAsync("/queues", new { name = "Ranked" });
        var made = new List<string>();
        foreach (var priority in (string[])["normal", "low", "urgent", "normal", "high"])
        {
            made.Add(await MakeAsync(queue["id"]!.GetValue<string>(), priority));
        }
        (await ListAsync(queue)).ShouldBe([made[2], made[4], made[0], made[3], made[1]]);

        await hub.PatchAsync($"/tickets/{made[1]}", new { priority = "urgent" });
        (await ListAsync(queue)).ShouldBe([made[1], made[2], made[4], made[0], made[3]]);
    }

    private async Task<string> MakeAsync(string queue, string priority) => (await hub.PostAsync("/tickets", new
    {
        subject = priority,
        queue,
        priority,
        contact = new { name = "Ada" },
        message = new { kind = "public", text = "Hello" },
    }))["number"]!.GetValue<string>();

    private async Task<List<string>> ListAsync(JsonNode queue) =>
        [.. (await hub.GetAsync($"/tickets?queue={queue["id"]}"))["items"]!.AsArray().Select(static row => row!["number"]!.GetValue<string>())];
}
