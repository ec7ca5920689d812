using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Tickets;

public sealed class HistoryTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P13_Every_change_is_listed_with_who_what_and_when_and_cannot_be_edited()
    {
        var number = (await hub.TicketAsync())["number"]!.GetValue<string>();
        await hub.PatchAsync($"/tickets/{number}", new { priority = "high", urgency = "high", tags = new[] { "a" }, subject = "Other", status = "pending" });
        var changes = (await EntriesAsync(number)).Where(static entry => entry["change"] is not null).ToList();
        changes.Select(static entry => entry["change"]!["what"]!.GetValue<string>())
            .ShouldBe(["created", "priority", "urgency", "tags", "subject", "status"], ignoreOrder: true);
        var priority = changes.Single(static entry => entry["change"]!["what"]!.GetValue<string>() == "priority");
        (priority["change"]!["from"]!.GetValue<string>(), priority["change"]!["to"]!.GetValue<string>()).ShouldBe(("normal", "high"));
        priority["change"]!["by"]!["type"]!.GetValue<string>().ShouldBe("agent");
        priority["createdAt"].ShouldNotBeNull();

        using var patched = await hub.Api.PatchAsJsonAsync($"/api/v1/messages/{priority["id"]}", new { text = "x" }, Ct);
        patched.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        using var deleted = await hub.Api.DeleteAsync($"/api/v1/messages/{priority["id"]}", Ct);
        deleted.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task P14_The_whole_thread_of_customer_and_colleagues_over_channels_reads_oldest_to_newest()
    {
        var ticket = await hub.TicketAsync("Kettle", "by hand");
        var number = ticket["number"]!.GetValue<string>();
        await hub.PostAsync($"/tickets/{number}/messages", new { kind = "note", text = "a colleague" });
        await hub.PostAsync($"/tickets/{number}/messages", new { kind = "public", channel = "phone", text = "we called", baseSeq = 99 });
        var texts = (await EntriesAsync(number)).Where(static entry => entry["kind"]!.GetValue<string>() != "activity").Select(static entry => entry["text"]!.GetValue<string>());
        texts.ShouldBe(["by hand", "a colleague", "we called"]);
    }

    [Theory]
    [InlineData("reopen", false)]
    [InlineData("newTicket", true)]
    public async Task P15_A_reply_to_a_closed_ticket_opens_it_or_makes_a_linked_one_by_the_queues_policy(string followUp, bool isNew)
    {
        var queue = (await hub.PostAsync("/queues", new { name = $"Q {Guid.NewGuid():n}", settings = new { followUp } }))["id"]!.GetValue<string>();
        var inbox = (await hub.PostAsync("/inboxes", new
        {
            name = $"Mail {Guid.NewGuid():n}",
            channel = "email",
            queue,
            settings = new { address = $"{Guid.NewGuid():n}@hub.test" },
        }))["id"]!.GetValue<string>();
        var number = await MailAsync(inbox, "Kettle", "one");
        await hub.PatchAsync($"/tickets/{number}", new { status = "closed" });
        var second = await MailAsync(inbox, $"Re: [Hub#{number}] Kettle", "two");
        (second != number).ShouldBe(isNew);
        (await hub.GetAsync($"/tickets/{number}"))["state"]!.GetValue<string>().ShouldBe(isNew ? "closed" : "open");
        (await EntriesAsync(second)).ShouldContain(static entry => entry["text"]!.GetValue<string>().Trim() == "two");
        if (isNew)
        {
            (await hub.GetAsync($"/tickets/{second}"))["links"]![0]!["number"]!.GetValue<string>().ShouldBe(number);
        }
    }

    private async Task<IReadOnlyList<JsonNode>> EntriesAsync(string number) =>
        [.. (await hub.GetAsync($"/tickets/{number}/messages?limit=200"))["items"]!.AsArray().Select(static entry => entry!)];

    private async Task<string> MailAsync(string inbox, string subject, string text)
    {
        var mail = $"From: ada@customer.test\r\nTo: shop@hub.test\r\nSubject: {subject}\r\nMessage-ID: <{Guid.NewGuid():n}@x.test>\r\n\r\n{text}\r\n";
        using var content = new StringContent(mail, null, "message/rfc822");
        using var answer = await hub.Api.PostAsync($"/api/v1/inboxes/{inbox}/mail", content, Ct);
        return (await RestHub.ReadAsync(answer, 202))["ticket"]!.GetValue<string>();
    }
}
