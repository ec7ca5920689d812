using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.Core.Queues;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Promises;

/// <summary>Bulk changes: a job with progress, a refusal for each ticket that cannot be changed, and undo.</summary>
public sealed class BulkChangeTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bulk_change_of_all_that_match_is_carried_out_and_taken_back()
    {
        var numbers = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            numbers.Add((await hub.TicketAsync())["number"]!.GetValue<string>());
        }
        var tagged = await DoneAsync(await hub.PostAsync("/tickets/bulk", new { numbers, change = new { addTags = new[] { "wave" } } }, 202));
        tagged["done"]!.GetValue<int>().ShouldBe(30);

        var job = await DoneAsync(await hub.PostAsync("/tickets/bulk", new { filter = new { tag = "wave" }, change = new { status = "closed", priority = "low", removeTags = new[] { "wave" } } }, 202));
        job["total"]!.GetValue<int>().ShouldBe(30);
        job["refusals"]!.AsArray().ShouldBeEmpty();
        var ticket = await hub.GetAsync($"/tickets/{numbers[7]}");
        (ticket["state"]!.GetValue<string>(), ticket["priority"]!.GetValue<string>(), ticket["tags"]!.AsArray().Count).ShouldBe(("closed", "low", 0));

        await hub.PatchAsync($"/tickets/{numbers[3]}", new { priority = "urgent" });
        var undone = await DoneAsync(await hub.PostAsync($"/jobs/{job["id"]}/undo", new { }, 202));
        undone["refusals"]!.AsArray().ShouldHaveSingleItem()!["number"]!.GetValue<string>().ShouldBe(numbers[3]);
        undone["refusals"]![0]!["code"]!.GetValue<string>().ShouldBe("changed-since");
        ticket = await hub.GetAsync($"/tickets/{numbers[7]}");
        (ticket["state"]!.GetValue<string>(), ticket["priority"]!.GetValue<string>(), ticket["tags"]![0]!.GetValue<string>()).ShouldBe(("new", "normal", "wave"));
        (await hub.PostAsync($"/jobs/{job["id"]}/undo", new { }, 409))["code"]!.GetValue<string>().ShouldBe("not-undoable");
    }

    [Fact]
    public async Task A_bulk_change_refuses_ticket_by_ticket_what_the_caller_may_not_do()
    {
        var queue = (await hub.PostAsync("/queues", new { name = "Readable" }))["id"]!.GetValue<string>();
        var (_, rita) = await hub.HireAsync("Rita", queue, Right.Read);
        var seen = (await hub.PostAsync("/tickets", new { subject = "x", queue, contact = new { name = "Ada" }, message = new { kind = "public", text = "x" } }))["number"]!.GetValue<string>();
        var hidden = (await hub.TicketAsync())["number"]!.GetValue<string>();

        using var started = await rita.PostAsJsonAsync("/api/v1/tickets/bulk", new { numbers = new[] { seen, hidden, "999999999" }, change = new { status = "closed" } }, Ct);
        var job = await DoneAsync(await RestHub.ReadAsync(started, 202), rita);
        job["refusals"]!.AsArray().Select(static refusal => refusal!["code"]!.GetValue<string>()).Order().ShouldBe(["forbidden", "not-found", "not-found"]);
        (await hub.GetAsync($"/jobs/{job["id"]}", 404)).ShouldNotBeNull();
        (await hub.GetAsync($"/tickets/{seen}"))["state"]!.GetValue<string>().ShouldBe("new");
    }

    private async Task<JsonNode> DoneAsync(JsonNode job, HttpClient? client = null)
    {
        while (true)
        {
            using var answer = await (client ?? hub.Api).GetAsync($"/api/v1/jobs/{job["id"]}", Ct);
            var now = await RestHub.ReadAsync(answer, 200);
            if (now["state"]!.GetValue<string>() == "done")
            {
                return now;
            }
        }
    }
}
