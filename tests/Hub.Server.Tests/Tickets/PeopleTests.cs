using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Tickets;

public sealed class PeopleTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P21_Reassigning_tells_both_people_and_the_history_shows_the_chain()
    {
        var (anna, ben) = (await HireAsync("Anna"), await HireAsync("Ben"));
        var number = await NumberAsync();
        await hub.PatchAsync($"/tickets/{number}", new { assignee = anna.Id });
        await hub.PatchAsync($"/tickets/{number}", new { assignee = ben.Id });

        (await NoticesAsync(anna, number, 2)).ShouldBe(["assigned", "unassigned"], ignoreOrder: true);
        (await NoticesAsync(ben, number, 1)).ShouldBe(["assigned"]);
        var chain = (await ChangesAsync(number, "assignee")).Select(static change => (change["from"]?.GetValue<string>(), change["to"]?.GetValue<string>()));
        chain.ShouldBe([(null, "Anna"), ("Anna", "Ben")]);
    }

    [Fact]
    public async Task P22_A_responsible_is_a_field_of_its_own_and_may_be_the_only_one_to_close()
    {
        var queue = (await hub.PostAsync("/queues", new { name = $"Audit {Guid.NewGuid():n}", settings = new { needsApproval = true } }))["id"]!.GetValue<string>();
        var carla = await HireAsync("Carla");
        var number = await NumberAsync(queue);
        await hub.PatchAsync($"/tickets/{number}", new { responsible = carla.Id });
        var refused = await hub.PatchAsync($"/tickets/{number}", new { status = "closed" }, 409);
        refused["code"]!.GetValue<string>().ShouldBe("needs-approval");
        (await hub.PostAsync($"/tickets/{number}/messages", new { kind = "note", text = "done", then = new { status = "closed" } }, 409))["code"]!
            .GetValue<string>().ShouldBe("needs-approval");
        using var client = hub.Client(carla.Token);
        using var closed = await client.PatchAsJsonAsync($"/api/v1/tickets/{number}", new { status = "closed" }, Ct);
        var ticket = await RestHub.ReadAsync(closed, 200);
        ticket["responsible"]!["name"]!.GetValue<string>().ShouldBe("Carla");
        (await NoticesAsync(carla, number, 1)).ShouldBe(["responsible"]);
    }

    [Fact]
    public async Task P23_P33_Whoever_watches_a_ticket_watches_where_it_continues()
    {
        var dora = await HireAsync("Dora");
        var (number, target) = (await NumberAsync(), await NumberAsync());
        await hub.PostAsync($"/tickets/{number}/watchers", new { agent = dora.Id }, 200);
        await hub.PostAsync($"/tickets/{number}/merge", new { into = target }, 200);
        (await hub.GetAsync($"/tickets/{target}"))["watchers"]![0]!["name"]!.GetValue<string>().ShouldBe("Dora");

        await hub.PatchAsync($"/tickets/{target}", new { status = "closed" });
        (await NoticesAsync(dora, target, 1)).ShouldBe(["status"]);
    }

    [Fact]
    public async Task P23_Watchers_are_told_of_replies_and_status_until_they_stop()
    {
        var dora = await HireAsync("Dora");
        var number = await NumberAsync();
        using var client = hub.Client(dora.Token);
        using var watching = await client.PostAsJsonAsync($"/api/v1/tickets/{number}/watchers", new { }, Ct);
        (await RestHub.ReadAsync(watching, 200))["watchers"]![0]!["name"]!.GetValue<string>().ShouldBe("Dora");
        await hub.PatchAsync($"/tickets/{number}", new { status = "closed" });
        (await NoticesAsync(dora, number, 1)).ShouldBe(["status"]);

        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/tickets/{number}/watchers") { Content = JsonContent.Create(new { agent = dora.Id }) };
        using var stopped = await hub.Api.SendAsync(delete, Ct);
        (await RestHub.ReadAsync(stopped, 200))["watchers"]!.AsArray().ShouldBeEmpty();
        await hub.PatchAsync($"/tickets/{number}", new { status = "open" });
        await hub.PostAsync($"/tickets/{number}/messages", new { kind = "note", text = "@Dora look, not @Doran" });
        (await NoticesAsync(dora, number, 2)).ShouldBe(["mention", "status"], ignoreOrder: true);
        using var read = await client.PostAsync("/api/v1/notices/read", null, Ct);
        ((int)read.StatusCode).ShouldBe(204);
        using var page = await client.GetAsync("/api/v1/notices", Ct);
        (await RestHub.ReadAsync(page, 200))["items"]!.AsArray().ShouldAllBe(static notice => !notice!["unread"]!.GetValue<bool>());
    }

    [Fact]
    public async Task P32_Take_assign_and_release()
    {
        var eva = await HireAsync("Eva");
        var number = await NumberAsync();
        using var client = hub.Client(eva.Token);
        using var taken = await client.PatchAsJsonAsync($"/api/v1/tickets/{number}", new { assignee = eva.Id }, Ct);
        (await RestHub.ReadAsync(taken, 200))["assignee"]!["name"]!.GetValue<string>().ShouldBe("Eva");
        (await hub.PatchAsync($"/tickets/{number}", new { assignee = (string?)null }))["assignee"].ShouldBeNull();
        (await hub.PatchAsync($"/tickets/{number}", new { assignee = "agt_nobody" }, 400))["errors"]!["assignee"].ShouldNotBeNull();
    }

    private async Task<string> NumberAsync(string? queue = null) => (await hub.PostAsync("/tickets", new
    {
        subject = "Kettle",
        queue,
        contact = new { name = "Ada" },
        message = new { kind = "public", text = "It leaks" },
    }))["number"]!.GetValue<string>();

    private async Task<(string Id, string Token)> HireAsync(string name)
    {
        var id = (await hub.PostAsync("/agents", new { name, email = $"{Guid.NewGuid():n}@hub.test", password = "a long enough password" }))["id"]!.GetValue<string>();
        return (id, (await hub.PostAsync($"/agents/{id}/tokens", new { name = "test" }))["token"]!.GetValue<string>());
    }

    private async Task<List<JsonNode>> ChangesAsync(string number, string what) =>
        [.. (await hub.GetAsync($"/tickets/{number}/messages?limit=200"))["items"]!.AsArray()
            .Select(static entry => entry!["change"]).OfType<JsonNode>().Where(change => change["what"]!.GetValue<string>() == what)];

    /// <summary>Types of what an agent was told of a ticket, once there are so many.</summary>
    private async Task<List<string>> NoticesAsync((string Id, string Token) agent, string number, int count)
    {
        using var client = hub.Client(agent.Token);
        var begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await timer.WaitForNextTickAsync(Ct))
        {
            using var answer = await client.GetAsync("/api/v1/notices", Ct);
            List<string> types = [.. (await RestHub.ReadAsync(answer, 200))["items"]!.AsArray()
                .Where(notice => notice!["ticket"]!.GetValue<string>() == number && notice["unread"]!.GetValue<bool>())
                .Select(static notice => notice!["type"]!.GetValue<string>())];
            if (types.Count >= count || Stopwatch.GetElapsedTime(begun) > TimeSpan.FromSeconds(30))
            {
                return types;
            }
        }
        return [];
    }
}
