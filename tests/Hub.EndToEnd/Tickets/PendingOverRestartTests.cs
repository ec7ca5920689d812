using Hub.EndToEnd.Hosting;

namespace Hub.EndToEnd.Tickets;

/// <summary>P18 with a real process and real time: what was set aside comes back although the server was killed meanwhile.</summary>
public sealed class PendingOverRestartTests
{
    [Fact]
    public async Task P18_a_pending_ticket_comes_back_on_top_of_its_queue_after_the_server_was_killed()
    {
        await using var hub = await HubProcess.StartAsync(new() { ["Hub__Demo"] = "false" });
        var rest = new HubRest(hub);
        var mara = await rest.CreateAgentAsync("Mara Lind");
        var token = (string)(await rest.PostAsync($"/api/v1/agents/{mara.Id}/tokens", new { name = "test" }))["token"]!;
        var waiting = await rest.CreateTicketAsync("Set aside", "Please wait for the part");
        using var client = new HttpClient { BaseAddress = hub.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await rest.PatchAsync($"/api/v1/tickets/{waiting}", new { assignee = mara.Id });
        await ToldAsync("assigned");
        await rest.PatchAsync($"/api/v1/tickets/{waiting}", new { status = "pending", pendingUntil = DateTimeOffset.UtcNow.AddSeconds(4) });
        var newer = await rest.CreateTicketAsync("Newer", "Just came");
        await hub.KillAsync();
        await hub.StartAgainAsync();

        await Eventually.HoldsAsync("the ticket is open again", async _ => (string)(await rest.TicketAsync(waiting))["state"]! == "open");

        var queue = (string)(await rest.TicketAsync(waiting))["queue"]!["id"]!;
        (await rest.GetAsync($"/api/v1/tickets?queue={queue}"))["items"]!.AsArray().Select(static row => (string)row!["number"]!).ShouldBe([waiting, newer]);
        await ToldAsync("reminder");
        (await rest.MessagesAsync(waiting)).Count(static entry => (string?)entry["change"]?["because"] == "time has come" && (string)entry["change"]!["what"]! == "status").ShouldBe(1);

        Task ToldAsync(string type) => Eventually.HoldsAsync($"its owner is told: {type}", async ct =>
            (await client.GetStringAsync(new Uri("/api/v1/notices", UriKind.Relative), ct)).Contains($"\"{type}\"", StringComparison.Ordinal));
    }
}
