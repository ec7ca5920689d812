using System.Net;
using System.Text;
using Hub.EndToEnd.Hosting;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Http;

public sealed class ConfigurationApiTests(RestHub hub) : IClassFixture<RestHub>
{
    private const string Canary = "canary-secret-8d1f";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_goes_in_and_never_comes_out()
    {
        var smtp = new { host = "mail.example.test", port = 2525, user = "desk", password = Canary };
        var inbox = await hub.PostAsync("/inboxes", new { name = "Desk", channel = "email", settings = new { address = "desk@example.test", smtp } });
        inbox.ToJsonString().ShouldNotContain(Canary);
        var path = $"/inboxes/{inbox["id"]}";
        (await hub.GetAsync(path)).ToJsonString().ShouldNotContain(Canary);
        (await hub.PatchAsync(path, new { name = "Help desk" }))["settings"]!["smtp"]!["user"]!.GetValue<string>().ShouldBe("desk");
        var moved = await hub.PatchAsync(path, new { settings = new { smtp = new { host = "evil.example.test" } } }, 400);
        moved["errors"]!["settings.smtp.password"].ShouldNotBeNull();
        hub.Logged.ShouldNotContain(Canary);
    }

    [Fact]
    public async Task An_inbox_that_cannot_fetch_shows_since_when_and_why_until_it_is_switched_off()
    {
        var imap = new { host = "127.0.0.1", port = 1, security = "none", user = "desk", password = Canary };
        var inbox = await hub.PostAsync("/inboxes", new { name = "Cut off", channel = "email", settings = new { address = "cutoff@example.test", imap } });
        inbox["trouble"].ShouldBeNull();
        var path = $"/inboxes/{inbox["id"]}";
        var trouble = await Eventually.GetAsync("the trouble", async _ => (await hub.GetAsync(path))["trouble"]);
        trouble["reason"]!.GetValue<string>().ShouldBe("127.0.0.1:1 cannot be reached.");
        trouble["since"]!.GetValue<DateTimeOffset>().ShouldBeLessThanOrEqualTo(DateTimeOffset.UtcNow);
        (await hub.GetAsync("/inboxes?limit=200"))["items"]!.AsArray().Single(one => one!["id"]!.ToString() == inbox["id"]!.ToString())!["trouble"].ShouldNotBeNull();
        (await hub.PatchAsync(path, new { enabled = false }))["trouble"].ShouldBeNull();
        (await hub.GetAsync(path))["trouble"].ShouldBeNull();
    }

    [Fact]
    public async Task A_queue_that_is_used_stays()
    {
        var top = await hub.PostAsync("/queues", new { name = "Board" });
        var below = await hub.PostAsync("/queues", new { name = "Treasurer", parent = top["id"]!.GetValue<string>(), settings = new { followUp = "newTicket" } });
        below["path"]!.GetValue<string>().ShouldBe("Board::Treasurer");
        using var used = await hub.Api.DeleteAsync($"/api/v1/queues/{top["id"]}", Ct);
        (await RestHub.ReadAsync(used, 409))["code"]!.GetValue<string>().ShouldBe("in-use");
        (await hub.PatchAsync($"/queues/{top["id"]}", new { parent = below["id"]!.GetValue<string>() }, 400))["errors"]!["parent"].ShouldNotBeNull();
        using var gone = await hub.Api.DeleteAsync($"/api/v1/queues/{below["id"]}", Ct);
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Names_that_must_differ_are_refused_as_taken()
    {
        await hub.PostAsync("/canned-responses", new { shortcut = "/Hello", text = "Hello {{contact.name}}" });
        (await hub.PostAsync("/canned-responses", new { shortcut = "hello", text = "x" }, 409))["code"]!.GetValue<string>().ShouldBe("taken");
        await hub.PostAsync("/contacts", new { name = "Ada", email = "ada@taken.test", phone = "+49 30 1234" });
        (await hub.PostAsync("/contacts", new { name = "Bob", email = "ADA@taken.test" }, 409))["code"]!.GetValue<string>().ShouldBe("taken");
        (await hub.GetAsync("/contacts?q=ada@taken.test"))["items"]!.AsArray().ShouldHaveSingleItem()!["phone"]!.GetValue<string>().ShouldBe("+49301234");
    }

    [Fact]
    public async Task A_mail_by_rest_is_filed_once_and_its_source_comes_back_untouched()
    {
        var inbox = await hub.PostAsync("/inboxes", new { name = "Raw", channel = "email", settings = new { address = "raw@example.test" } });
        const string mail = "From: Ada <ada@raw.test>\r\nTo: raw@example.test\r\nSubject: Kettle\r\nMessage-ID: <k1@raw.test>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n\r\nIt leaks\r\n";
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => IngestAsync(inbox["id"]!.GetValue<string>(), mail)));
        answers.Count(static answer => answer["outcome"]!.GetValue<string>() == "created").ShouldBe(1);
        answers.Count(static answer => answer["outcome"]!.GetValue<string>() == "duplicate").ShouldBe(4);
        var messageId = answers.First(static answer => answer["outcome"]!.GetValue<string>() == "created")["messageId"]!.GetValue<string>();
        (await hub.Api.GetStringAsync($"/api/v1/messages/{messageId}/raw", Ct)).ShouldBe(mail);
    }

    private async Task<System.Text.Json.Nodes.JsonNode> IngestAsync(string inbox, string mail)
    {
        using var body = new StringContent(mail, Encoding.ASCII, "message/rfc822");
        using var answer = await hub.Api.PostAsync($"/api/v1/inboxes/{inbox}/mail", body, Ct);
        return await RestHub.ReadAsync(answer, 202);
    }
}
