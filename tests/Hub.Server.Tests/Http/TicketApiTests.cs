using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Http;

public sealed class TicketApiTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_ticket_has_every_field_of_the_contract()
    {
        var ticket = await hub.TicketAsync("Kettle leaks");

        string[] fields =
        [
            "number", "subject", "status", "state", "priority", "urgency", "impact", "queue", "assignee", "responsible", "contact", "channels",
            "tags", "fields", "lock", "sla", "version", "lastSeq", "mergedInto", "createdAt", "updatedAt", "closedAt",
        ];
        fields.Where(field => !ticket.AsObject().ContainsKey(field)).ShouldBeEmpty();
        ticket["number"]!.GetValue<string>().ShouldAllBe(static c => char.IsAsciiDigit(c));
        ticket["queue"]!["name"]!.GetValue<string>().ShouldBe("Support");
        ticket["sla"].ShouldBeNull();
        var read = await hub.GetAsync($"/tickets/{ticket["number"]}");
        JsonNode.DeepEquals(read, ticket).ShouldBeTrue($"{read}\n{ticket}");
    }

    [Fact]
    public async Task A_reply_needs_its_base_and_is_refused_when_something_newer_stands()
    {
        var ticket = await hub.TicketAsync();
        var path = $"/tickets/{ticket["number"]}/messages";
        (await hub.PostAsync(path, new { kind = "public", text = "Hi", clientId = "a" }, 428))["code"]!.GetValue<string>().ShouldBe("base-seq-required");
        var stale = await hub.PostAsync(path, new { kind = "public", text = "Hi", clientId = "a", baseSeq = 0 }, 409);
        stale["code"]!.GetValue<string>().ShouldBe("stale-reply");
        stale["newer"]!.AsArray().ShouldHaveSingleItem()!["text"]!.GetValue<string>().ShouldBe("It leaks");

        var baseSeq = stale["newestSeq"]!.GetValue<long>();
        var sent = await hub.PostAsync(path, new { kind = "public", text = "Hi", clientId = "a", baseSeq });
        var again = await hub.PostAsync(path, new { kind = "public", text = "Hi", clientId = "a", baseSeq });
        again["id"]!.GetValue<string>().ShouldBe(sent["id"]!.GetValue<string>());
        sent["author"]!["type"]!.GetValue<string>().ShouldBe("agent");
    }

    [Fact]
    public async Task A_lock_keeps_others_from_answering_until_it_is_taken_over()
    {
        var ticket = await hub.TicketAsync();
        var (_, token) = await HireAsync("Ben");
        using var ben = hub.Client(token);
        var path = $"/api/v1/tickets/{ticket["number"]}";
        using var taken = await ben.PostAsync($"{path}/lock", null, Ct);
        (await RestHub.ReadAsync(taken, 200))["holder"]!["name"]!.GetValue<string>().ShouldBe("Ben");

        var refused = await hub.PostAsync($"/tickets/{ticket["number"]}/messages", new { kind = "public", text = "x", baseSeq = 99 }, 409);
        refused["code"]!.GetValue<string>().ShouldBe("locked");
        refused["lock"]!["holder"]!["name"]!.GetValue<string>().ShouldBe("Ben");
        using var overtaken = await hub.Api.PostAsync($"{path}/lock/takeover", null, Ct);
        overtaken.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var freed = await hub.Api.DeleteAsync($"{path}/lock", Ct);
        freed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_patch_sets_clears_and_leaves_alone()
    {
        var ticket = await hub.TicketAsync();
        var path = $"/tickets/{ticket["number"]}";
        var me = (await hub.GetAsync("/agents/me"))["id"]!.GetValue<string>();
        var changed = await hub.PatchAsync(path, new { priority = "high", assignee = me, tags = new[] { "Warranty" }, unknown = 1, fields = new { order = "KC-1" } });
        changed["priority"]!.GetValue<string>().ShouldBe("high");
        changed["tags"]![0]!.GetValue<string>().ShouldBe("warranty");
        changed["fields"]!["order"]!.GetValue<string>().ShouldBe("KC-1");

        var cleared = await hub.PatchAsync(path, new { assignee = (string?)null, version = changed["version"]!.GetValue<long>() });
        cleared["assignee"].ShouldBeNull();
        cleared["priority"]!.GetValue<string>().ShouldBe("high");
        var lost = await hub.PatchAsync(path, new { subject = "x", version = 1 }, 409);
        lost["code"]!.GetValue<string>().ShouldBe("version-conflict");
        (await hub.PatchAsync(path, new { priority = "huge" }, 400))["errors"]!.AsObject().ContainsKey("priority").ShouldBeTrue();
    }

    [Fact]
    public async Task Lists_filter_page_and_search()
    {
        var queue = (await hub.PostAsync("/queues", new { name = $"Queue {Guid.NewGuid():n}" }))["id"]!.GetValue<string>();
        for (var i = 0; i < 5; i++)
        {
            await hub.PostAsync("/tickets", new
            {
                subject = $"No {i}",
                queue,
                contact = new { name = "Ada" },
                message = new { kind = "public", text = $"zebra{queue[^6..]} number {i}" },
            });
        }
        var first = await hub.GetAsync($"/tickets?queue={queue}&sort=createdAt&limit=3");
        var second = await hub.GetAsync($"/tickets?queue={queue}&sort=createdAt&limit=3&cursor={first["next"]}");
        first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(static t => t!["subject"]!.GetValue<string>())
            .ShouldBe(["No 0", "No 1", "No 2", "No 3", "No 4"]);
        second["next"].ShouldBeNull();
        (await hub.GetAsync("/tickets?sort=nothing", 400))["errors"]!["sort"].ShouldNotBeNull();
        (await hub.GetAsync("/tickets?cursor=!!", 400))["errors"]!["cursor"].ShouldNotBeNull();
        (await hub.GetAsync("/tickets?limit=0", 400))["errors"]!["limit"].ShouldNotBeNull();

        await Store.WhenSearchableAsync(Ct);
        (await hub.GetAsync($"/search?q=zebra{queue[^6..]}"))["items"]!.AsArray().Count.ShouldBe(5);
        (await hub.GetAsync($"/tickets?q=zebra{queue[^6..]}"))["items"]!.AsArray().Count.ShouldBe(5);
    }

    [Fact]
    public async Task An_agent_sees_its_queues_and_what_is_assigned_to_it_and_nothing_else()
    {
        var queue = (await hub.PostAsync("/queues", new { name = $"Own {Guid.NewGuid():n}" }))["id"]!.GetValue<string>();
        var (id, token) = await HireAsync("Eva", queue);
        using var eva = hub.Client(token);
        var number = (await hub.TicketAsync())["number"]!.GetValue<string>();
        foreach (var path in new[] { $"/tickets/{number}", $"/tickets/{number}/messages" })
        {
            using var hidden = await eva.GetAsync($"/api/v1{path}", Ct);
            hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        await hub.PatchAsync($"/tickets/{number}", new { assignee = id });
        using var visible = await eva.GetAsync($"/api/v1/tickets/{number}", Ct);
        visible.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var forbidden = await eva.PostAsJsonAsync("/api/v1/queues", new { name = "Mine" }, Ct);
        (await RestHub.ReadAsync(forbidden, 403))["code"]!.GetValue<string>().ShouldBe("forbidden");
        using var tray = await eva.GetAsync("/api/v1/tray", Ct);
        tray.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_file_goes_with_its_message_and_comes_back_as_a_download()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent([.. Enumerable.Range(0, 100_000).Select(static i => (byte)i)]), "file", "../a b.html" } };
        using var uploaded = await hub.Api.PostAsync("/api/v1/attachments", form, Ct);
        var file = await RestHub.ReadAsync(uploaded, 201);
        file["name"]!.GetValue<string>().ShouldBe("a b.html");
        var number = (await hub.TicketAsync())["number"]!.GetValue<string>();
        var note = await hub.PostAsync($"/tickets/{number}/messages", new { kind = "note", text = "see", attachments = new[] { file["id"]!.GetValue<string>() } });
        note["attachments"]!.AsArray().ShouldHaveSingleItem();

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/attachments/{file["id"]}");
        request.Headers.Range = new(10, 19);
        using var part = await hub.Api.SendAsync(request, Ct);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync(Ct)).ShouldBe([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
        part.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        part.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        part.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
    }

    [Fact]
    public async Task Html_is_sanitised_and_read_as_text()
    {
        var number = (await hub.TicketAsync())["number"]!.GetValue<string>();
        var note = await hub.PostAsync($"/tickets/{number}/messages", new { kind = "note", html = "<p onclick=x()>Hello <b>you</b></p><script>alert(1)</script>" });
        note["html"]!.GetValue<string>().ShouldNotContain("script");
        note["html"]!.GetValue<string>().ShouldNotContain("onclick");
        note["text"]!.GetValue<string>().Trim().ShouldBe("Hello you");
    }

    private Core.Ports.IHubStore Store => (Core.Ports.IHubStore)hub.Services.GetService(typeof(Core.Ports.IHubStore))!;

    private async Task<(string Id, string Token)> HireAsync(string name, params string[] queues)
    {
        var agent = await hub.PostAsync("/agents", new { name, email = $"{Guid.NewGuid():n}@hub.test", password = "a long enough phrase", queues = queues.Length == 0 ? null : queues });
        var id = agent["id"]!.GetValue<string>();
        return (id, (await hub.PostAsync($"/agents/{id}/tokens", new { name = "test" }))["token"]!.GetValue<string>());
    }
}
