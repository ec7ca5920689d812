using System.Net;
using System.Text;
using Hub.Core.AutomaticMails;
using Hub.Server.Tests.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Rights;

/// <summary>What is asked of each profile once: settings, people, its own things and those of somebody else.</summary>
internal sealed class GeneralQuestions(RightsDesk desk, RightsScore score, RightsAgent somebody, string queue, string mailInbox)
{
    public async Task AskAsync(Asker who, HubClient live)
    {
        await ContactsAsync(who);
        await AgentsAsync(who);
        await SettingsAsync(who);
        await ViewsAsync(who);
        await JobsAsync(who);
        await InboxesAsync(who);
        await TrayAsync(who);
        await SilenceAsync(who);
        await score.RestAsync("GET /notices", "everybody", who, "/notices");
        await score.RestAsync("POST /notices/read", "everybody", who, "/notices/read", new { });
        await score.RestAsync("POST /hub-ticket", "everybody", who, "/hub-ticket", new { });
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes("x")), "file", "x.txt" } };
        await score.RestAsync("POST /attachments", "everybody", who, "/attachments", form);
        await score.CallAsync("Presence", "everybody", who, live, new { state = "online" });
    }

    /// <summary>One thing of a noun: found by everybody, made, changed and removed by administrators.</summary>
    private async Task NounAsync(Asker who, string noun, Func<object> fresh, object change, string found = "everybody", string made = "administrator", string changed = "administrator")
    {
        var known = await MakeAsync(noun, fresh());
        await score.RestAsync($"GET /{noun}", found, who, $"/{noun}");
        await score.RestAsync($"GET /{noun}/{{id}}", found, who, $"/{noun}/{known}");
        await score.RestAsync($"POST /{noun}", made, who, $"/{noun}", fresh());
        await score.RestAsync($"PATCH /{noun}/{{id}}", changed, who, $"/{noun}/{known}", change);
        await score.RestAsync($"DELETE /{noun}/{{id}}", "administrator", who, $"/{noun}/{known}");
    }

    private async Task ContactsAsync(Asker who)
    {
        await NounAsync(who, "contacts", static () => new { name = "Ada", email = $"{Guid.NewGuid():n}@customer.test" }, new { remark = "r" }, made: "everybody", changed: "everybody");
        await NounAsync(who, "organizations", static () => new { name = RightsDesk.Unique("Club") }, new { remark = "r" }, made: "everybody", changed: "everybody");
        var club = await MakeAsync("organizations", new { name = RightsDesk.Unique("Club") });
        await score.RestAsync("GET /organizations/{id}/contacts", "everybody", who, $"/organizations/{club}/contacts");
        var (one, other) = (await MakeAsync("contacts", new { name = "Ada" }), await MakeAsync("contacts", new { name = "Ada" }));
        await score.RestAsync("POST /contacts/{id}/merge", "everybody", who, $"/contacts/{one}/merge", new { into = other });
        await score.RestAsync("POST /contacts/{id}/unmerge", "everybody", who, $"/contacts/{one}/unmerge", new { });
        await KeysAsync(who);
    }

    private async Task KeysAsync(Asker who)
    {
        var address = $"{Guid.NewGuid():n}@customer.test";
        var contact = await MakeAsync("contacts", new { name = "Ada", email = address });
        var body = new { key = MailCertificates.Pem(address) };
        await score.RestAsync("GET /contacts/{id}/keys", "everybody", who, $"/contacts/{contact}/keys");
        await score.RestAsync("POST /contacts/{id}/keys", "everybody", who, $"/contacts/{contact}/keys", body);
        var key = RightsDesk.Id((await desk.PostAsync($"/contacts/{contact}/keys", body))["items"]![0]!);
        await score.RestAsync("PATCH /contacts/{id}/keys/{key}", "administrator", who, $"/contacts/{contact}/keys/{key}", new { trusted = true });
        await score.RestAsync("DELETE /contacts/{id}/keys/{key}", "administrator", who, $"/contacts/{contact}/keys/{key}");
        var fresh = RightsDesk.Id((await desk.PostAsync($"/contacts/{contact}/keys", body))["items"]![0]!);
        await desk.PatchAsync($"/contacts/{contact}/keys/{fresh}", new { trusted = false });
        await score.RestAsync("DELETE /contacts/{id}/keys/{key}", "everybody", who, $"/contacts/{contact}/keys/{fresh}");
    }

    private async Task AgentsAsync(Asker who)
    {
        await NounAsync(who, "agents", static () => new { name = RightsDesk.Unique("New"), email = $"{Guid.NewGuid():n}@hub.test", password = "a long enough phrase", roles = Array.Empty<string>() }, new { language = "de" });
        await NounAsync(who, "groups", static () => new { name = RightsDesk.Unique("Group") }, new { members = Array.Empty<string>() });
        await NounAsync(who, "roles", () => new { name = RightsDesk.Unique("Role"), rights = new[] { new { queue, subtree = false, allow = new[] { "read" } } } }, new { name = RightsDesk.Unique("Role") }, found: "administrator");
        await score.RestAsync("GET /agents/me", "everybody", who, "/agents/me");
        await score.RestAsync("POST /agents/{id}/tokens", "everybody", who, $"/agents/{who.Agent.Id}/tokens", new { name = "mine" });
        await score.RestAsync("POST /agents/{id}/tokens", "administrator", who, $"/agents/{somebody.Id}/tokens", new { name = "stolen" });
        await score.RestAsync("POST /agents/{id}/invitation", "administrator", who, $"/agents/{somebody.Id}/invitation", new { });
        var away = new { from = "2030-01-01T00:00:00Z", to = "2030-01-02T00:00:00Z" };
        await score.RestAsync("GET /agents/{id}/absence", "everybody", who, $"/agents/{somebody.Id}/absence");
        foreach (var (id, row) in new[] { ("me", "everybody"), (somebody.Id, "administrator") })
        {
            await score.RestAsync("PUT /agents/{id}/absence", row, who, $"/agents/{id}/absence", away);
            await score.RestAsync("DELETE /agents/{id}/absence", row, who, $"/agents/{id}/absence");
        }
    }

    private async Task SettingsAsync(Asker who)
    {
        await NounAsync(who, "statuses", static () => new { name = RightsDesk.Unique("Status"), state = "pending" }, new { returns = false });
        await NounAsync(who, "canned-responses", static () => new { shortcut = $"s{Guid.NewGuid():n}", text = "Dear" }, new { text = "Hello" });
        await NounAsync(who, "fields", static () => new { name = $"f{Guid.NewGuid():n}", type = "text", scope = "ticket" }, new { label = "Label" });
        await score.RestAsync("GET /priority-matrix", "everybody", who, "/priority-matrix");
        await score.RestAsync("PATCH /priority-matrix", "administrator", who, "/priority-matrix", new { });
    }

    private async Task ViewsAsync(Asker who)
    {
        object View(bool isShared) => new { name = RightsDesk.Unique("View"), isShared, filter = new { field = "status", @in = new[] { "open" } } };
        var shared = await MakeAsync("views", View(true));
        var own = RightsDesk.Id(await RightsDesk.SendAsync(who.Agent.Http, HttpMethod.Post, "/views", View(false), 201));
        var foreign = await MakeAsync("views", View(false));
        await score.RestAsync("GET /views", "everybody", who, "/views");
        await score.RestAsync("POST /views", "everybody", who, "/views", View(false));
        await score.RestAsync("POST /views", "administrator", who, "/views", View(true));
        foreach (var (id, found, kept) in new[] { (shared, "everybody", "administrator"), (own, "everybody", "everybody"), (foreign, "somebody else's", "somebody else's") })
        {
            await score.RestAsync("GET /views/{id}", found, who, $"/views/{id}");
            await score.RestAsync("PATCH /views/{id}", kept, who, $"/views/{id}", new { position = 3 });
            await score.RestAsync("DELETE /views/{id}", kept, who, $"/views/{id}");
        }
    }

    private async Task JobsAsync(Asker who)
    {
        var bulk = new { numbers = new[] { "999999999" }, change = new { status = "open" } };
        var own = await RightsDesk.SendAsync(who.Agent.Http, HttpMethod.Post, "/tickets/bulk", bulk, 202);
        var foreign = await RightsDesk.SendAsync(somebody.Http, HttpMethod.Post, "/tickets/bulk", bulk, 202);
        await TicketQuestions.DoneAsync(who.Agent, own);
        await TicketQuestions.DoneAsync(somebody, foreign);
        foreach (var (job, row) in new[] { (own, "everybody"), (foreign, "somebody else's") })
        {
            await score.RestAsync("GET /jobs/{id}", row, who, $"/jobs/{job["id"]}");
            await score.RestAsync("POST /jobs/{id}/undo", row, who, $"/jobs/{job["id"]}/undo", new { });
        }
    }

    private async Task InboxesAsync(Asker who)
    {
        object Fresh(string channel) => new { name = RightsDesk.Unique("Inbox"), channel, queue, settings = new { } };
        var api = await MakeAsync("inboxes", Fresh("api"));
        await score.RestAsync("POST /inboxes", "administrator", who, "/inboxes", Fresh("api"));
        await score.RestAsync("PATCH /inboxes/{id}", "administrator", who, $"/inboxes/{api}", new { name = RightsDesk.Unique("Inbox") });
        await score.RestAsync("POST /inboxes/{id}/test", "administrator", who, $"/inboxes/{api}/test", new { });
        await score.RestAsync("POST /inboxes/{id}/messages", "administrator", who, $"/inboxes/{api}/messages", new { externalId = "1", from = new { email = "ada@customer.test" }, text = "Hello" });
        await score.RestAsync("POST /inboxes/{id}/mail", "administrator", who, $"/inboxes/{mailInbox}/mail", RightsDesk.MailOf(Mail("Hello", "")));
        await score.RestAsync("DELETE /inboxes/{id}", "administrator", who, $"/inboxes/{await MakeAsync("inboxes", Fresh("api"))}");
    }

    private async Task TrayAsync(Asker who)
    {
        foreach (var subject in new[] { "one", "two" })
        {
            using var mail = RightsDesk.MailOf(Mail(subject, "Auto-Submitted: auto-replied\r\n"));
            using var answer = await desk.Admin.PostAsync($"/api/v1/inboxes/{mailInbox}/mail", mail, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }
        var held = (await desk.GetAsync("/tray"))["items"]!.AsArray().Take(2).Select(static item => RightsDesk.Id(item!)).ToList();
        await score.RestAsync("GET /tray", "administrator", who, "/tray");
        await score.RestAsync("GET /tray/{id}/raw", "administrator", who, $"/tray/{held[0]}/raw");
        await score.RestAsync("POST /tray/{id}/release", "administrator", who, $"/tray/{held[0]}/release", new { });
        await score.RestAsync("DELETE /tray/{id}", "administrator", who, $"/tray/{held[1]}");
    }

    private async Task SilenceAsync(Asker who)
    {
        object Sender() => new { sender = $"{Guid.NewGuid():n}@spam.test" };
        var blocked = await MakeAsync("blocked-senders", Sender());
        await score.RestAsync("GET /blocked-senders", "administrator", who, "/blocked-senders");
        await score.RestAsync("POST /blocked-senders", "administrator", who, "/blocked-senders", Sender());
        await score.RestAsync("DELETE /blocked-senders/{id}", "administrator", who, $"/blocked-senders/{blocked}");

        var ct = TestContext.Current.CancellationToken;
        await desk.Hub.Services.GetRequiredService<QueuePauses>().PauseAsync(new QueueId(queue), ct);
        await score.RestAsync("GET /queue-pauses", "administrator", who, "/queue-pauses");
        await score.RestAsync("DELETE /queue-pauses/{queue}", "administrator", who, $"/queue-pauses/{queue}");

        var address = $"{Guid.NewGuid():n}@customer.test";
        await desk.Hub.Services.GetRequiredService<UndeliverableAddresses>().MarkAsync(address, SilenceCause.Bounce, "550", ct);
        await score.RestAsync("GET /undeliverable-addresses", "everybody", who, "/undeliverable-addresses");
        await score.RestAsync("DELETE /undeliverable-addresses/{id}", "everybody", who, $"/undeliverable-addresses/{UndeliverableAddress.IdOf(address)}");
    }

    private async Task<string> MakeAsync(string noun, object body) => RightsDesk.Id(await desk.PostAsync($"/{noun}", body));

    private static string Mail(string subject, string more) =>
        $"From: Robot <robot@customer.test>\r\nTo: desk@hub.test\r\nSubject: {subject} {Guid.NewGuid():n}\r\nMessage-ID: <{Guid.NewGuid():n}@customer.test>\r\n{more}\r\nHello\r\n";
}
