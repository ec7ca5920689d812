using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.Core.Queues;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Promises;

/// <summary>P13 and M7: every change with who, what, old and new, when and why; nobody edits it; the ticket as it was.</summary>
public sealed class P13_HistoryTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P13_every_change_is_listed_with_who_what_old_new_when_and_why()
    {
        var ticket = await hub.TicketAsync();
        var path = $"/tickets/{ticket["number"]}";
        var me = (await hub.GetAsync("/agents/me"))["name"]!.GetValue<string>();
        await hub.PatchAsync(path, new { subject = "Broken kettle", priority = "high", tags = new[] { "vip" }, fields = new { site = "Kiel" } });
        await hub.PatchAsync(path, new { urgency = "high", status = "closed" });
        var changes = (await hub.GetAsync($"{path}/history"))["items"]!.AsArray().Select(static entry => entry!["change"]!.AsObject()).ToList();
        string[] expected = ["created: -> " + ticket["number"], "fields.site: -> Kiel", "subject: Kettle -> Broken kettle", "priority: normal -> high", "tags: -> vip", "urgency: -> high", "status: new -> closed"];
        changes.Select(static change => $"{change["what"]}: {(change["from"] is { } from && from.GetValue<string>() != "" ? from + " " : "")}-> {change["to"]}").ShouldBe(expected);
        changes.ShouldAllBe(change => change["by"]!["name"]!.GetValue<string>() == me);
    }

    [Fact]
    public async Task P13_nobody_changes_an_entry()
    {
        var ticket = await hub.TicketAsync();
        var entry = (await hub.GetAsync($"/tickets/{ticket["number"]}/history"))["items"]![0]!["id"]!.GetValue<string>();
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete])
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/messages/{entry}") { Content = JsonContent.Create(new { text = "x" }) };
            using var answer = await hub.Api.SendAsync(request, Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }
    }

    [Fact]
    public async Task M7_the_ticket_as_it_was_at_any_entry()
    {
        var path = $"/tickets/{(await hub.TicketAsync("Kettle"))["number"]}";
        var states = new List<JsonNode> { await hub.GetAsync(path) };
        foreach (object change in new object[]
        {
            new { subject = "Kettle, urgent" }, new { priority = "urgent" }, new { urgency = "high" }, new { impact = "low" },
            new { tags = new[] { "a", "b" } }, new { tags = new[] { "b" } }, new { status = "pending" },
            new { fields = new { site = "Kiel" } }, new { fields = new { site = (string?)null } }, new { status = "closed" }, new { status = "open" },
        })
        {
            states.Add(await hub.PatchAsync(path, change));
        }
        foreach (var state in states)
        {
            var was = await hub.GetAsync($"{path}/at/{state["lastSeq"]}");
            foreach (var field in (string[])["subject", "status", "state", "priority", "urgency", "impact", "tags", "fields", "queue", "assignee", "lastSeq"])
            {
                JsonNode.DeepEquals(was[field], state[field]).ShouldBeTrue($"{field} at {state["lastSeq"]}: {was[field]} instead of {state[field]}");
            }
        }
        (await hub.GetAsync($"{path}/at/999", 400))["errors"]!["seq"].ShouldNotBeNull();
    }

    [Fact]
    public async Task M7_each_inbound_message_says_why_it_is_here()
    {
        var messages = await hub.GetAsync($"/tickets/{(await hub.TicketAsync())["number"]}/messages");
        messages["items"]!.AsArray().Single(static entry => entry!["kind"]!.GetValue<string>() == "public")!["filedBecause"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task P14_a_colleague_reads_the_whole_thread_of_everybody_oldest_first()
    {
        var path = $"/tickets/{(await hub.TicketAsync("Kettle", "It leaks"))["number"]}";
        await hub.PostAsync($"{path}/messages", new { kind = "public", text = "Since when?", baseSeq = 99 });
        await hub.PostAsync($"{path}/messages", new { kind = "note", text = "Second one this week" });
        var (_, cleo) = await hub.HireAsync("Cleo", await QueueAsync(), Right.Read);
        using var answer = await cleo.GetAsync($"/api/v1{path}/messages", Ct);
        var thread = (await RestHub.ReadAsync(answer, 200))["items"]!.AsArray();
        thread.Select(static entry => entry!["seq"]!.GetValue<long>()).ShouldBe(Enumerable.Range(1, thread.Count).Select(static seq => (long)seq));
        thread.Where(static entry => entry!["kind"]!.GetValue<string>() != "activity").Select(static entry => entry!["text"]!.GetValue<string>())
            .ShouldBe(["It leaks", "Since when?", "Second one this week"]);
    }

    private async Task<string> QueueAsync() =>
        (await hub.GetAsync("/queues"))["items"]!.AsArray().First(static queue => queue!["name"]!.GetValue<string>() == "Support")!["id"]!.GetValue<string>();
}
