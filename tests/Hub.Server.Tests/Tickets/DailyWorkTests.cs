using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using Hub.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Server.Tests.Tickets;

public sealed class DailyWorkTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P45_An_archived_ticket_is_out_of_daily_lists_searchable_and_reopenable()
    {
        var word = $"zebra{Guid.NewGuid():n}"[..16];
        var number = (await hub.TicketAsync("Old matter", word))["number"]!.GetValue<string>();
        (await hub.PostAsync($"/tickets/{number}/archive", new { }, 409))["code"]!.GetValue<string>().ShouldBe("not-closed");
        await hub.PatchAsync($"/tickets/{number}", new { status = "closed" });
        (await hub.PostAsync($"/tickets/{number}/archive", new { }, 200))["shelf"]!.GetValue<string>().ShouldBe("archive");

        foreach (var list in new[] { "view=open", "view=closed", "view=unassigned", "status=closed" })
        {
            (await NumbersAsync(list)).ShouldNotContain(number);
        }
        (await NumbersAsync("view=archive")).ShouldContain(number);
        await hub.Services.GetRequiredService<IHubStore>().WhenSearchableAsync(Ct);
        (await hub.GetAsync($"/search?q={word}"))["items"]!.AsArray().Count.ShouldBe(1);
        var open = await hub.PatchAsync($"/tickets/{number}", new { status = "open" });
        open["shelf"].ShouldBeNull();
        (await NumbersAsync("view=open")).ShouldContain(number);
    }

    [Theory]
    [InlineData("spam")]
    [InlineData("trash")]
    public async Task Spam_and_trash_leave_the_lists_and_come_back_as_they_were(string shelf)
    {
        var number = (await hub.TicketAsync())["number"]!.GetValue<string>();
        (await hub.PostAsync($"/tickets/{number}/{shelf}", new { }, 200))["state"]!.GetValue<string>().ShouldBe("closed");
        (await NumbersAsync("view=open")).ShouldNotContain(number);
        (await NumbersAsync($"view={shelf}")).ShouldContain(number);
        var undo = (await EntriesAsync(number)).Single(static entry => entry["change"]?["what"]!.GetValue<string>() == "shelf");
        var back = await hub.PostAsync($"/tickets/{number}/undo", new { seq = undo["seq"]!.GetValue<long>() }, 200);
        back["state"]!.GetValue<string>().ShouldBe("open");
        back["shelf"].ShouldBeNull();
    }

    [Theory]
    [InlineData("spam")]
    [InlineData("trash")]
    public async Task Spam_and_trash_are_gone_after_thirty_days_and_can_be_undone_until_then(string shelf)
    {
        var word = $"gone{Guid.NewGuid():n}"[..16];
        var (gone, saved, friend) = (await NumberAsync(word), await NumberAsync(word), await NumberAsync("Friend"));
        await hub.PostAsync($"/tickets/{gone}/links", new { type = "related", number = friend }, 200);
        var shelved = await hub.PostAsync($"/tickets/{gone}/{shelf}", new { }, 200);
        await hub.PostAsync($"/tickets/{saved}/{shelf}", new { }, 200);
        var clock = new FakeTimeProvider(shelved["updatedAt"]!.GetValue<DateTimeOffset>() + RemoveShelved.Kept - TimeSpan.FromMilliseconds(2));
        var store = hub.Services.GetRequiredService<IHubStore>();
        var cache = hub.Services.GetRequiredService<TicketCache>();
        var removal = new RemoveShelved(new ThreadWriter(store, hub.Services.GetRequiredService<TicketFeed>(), cache, clock), store, cache, clock);
        await removal.HandleAsync(Ct);
        (await NumbersAsync($"view={shelf}")).ShouldContain(gone);
        using var undone = await hub.Api.DeleteAsync($"/api/v1/tickets/{saved}/{shelf}", Ct);
        (await RestHub.ReadAsync(undone, 200))["shelf"].ShouldBeNull();

        clock.Advance(TimeSpan.FromMinutes(1));
        (await removal.HandleAsync(Ct)).ShouldBeGreaterThan(0);

        await hub.GetAsync($"/tickets/{gone}", 404);
        await hub.GetAsync($"/tickets/{gone}/messages", 404);
        (await NumbersAsync($"view={shelf}")).ShouldNotContain(gone);
        (await hub.GetAsync($"/tickets/{saved}"))["state"]!.GetValue<string>().ShouldBe("open");
        (await hub.GetAsync($"/tickets/{friend}"))["links"]!.AsArray().ShouldBeEmpty();
        await store.WhenSearchableAsync(Ct);
        (await hub.GetAsync($"/search?q={word}"))["items"]!.AsArray().ShouldAllBe(hit => hit!["ticket"]!["number"]!.GetValue<string>() == saved);
    }

    [Fact]
    public async Task P46_Time_is_booked_summed_by_ticket_agent_contact_and_month_and_exported()
    {
        var begun = DateTimeOffset.UtcNow;
        var first = (await hub.TicketAsync())["number"]!.GetValue<string>();
        var second = (await hub.TicketAsync())["number"]!.GetValue<string>();
        await hub.PostAsync($"/tickets/{first}/time", new { minutes = 30, seq = 2, note = "Call" }, 200);
        (await hub.PostAsync($"/tickets/{first}/time", new { minutes = -5 }, 200))["minutesBooked"]!.GetValue<long>().ShouldBe(25);
        await hub.PostAsync($"/tickets/{second}/time", new { minutes = 10 }, 200);
        (await hub.PostAsync($"/tickets/{first}/time", new { minutes = 0 }, 400))["errors"]!["minutes"].ShouldNotBeNull();
        (await hub.PostAsync($"/tickets/{first}/time", new { minutes = -26 }, 400))["errors"]!["minutes"].ShouldNotBeNull();
        (await hub.GetAsync($"/tickets/{first}/time"))["items"]!.AsArray().Count.ShouldBe(2);

        var byTicket = (await hub.GetAsync("/reports/time?by=ticket"))["items"]!.AsArray();
        byTicket.Single(sum => sum!["key"]!.GetValue<string>() == first)!["minutes"]!.GetValue<long>().ShouldBe(25);
        foreach (var group in new[] { "agent", "contact", "organization", "month" })
        {
            (await hub.GetAsync($"/reports/time?by={group}&from={Uri.EscapeDataString($"{begun:O}")}"))["items"]!.AsArray().Sum(static sum => sum!["minutes"]!.GetValue<long>()).ShouldBe(35);
        }
        (await hub.GetAsync("/reports/time?to=2020-01-01T00:00:00Z"))["items"]!.AsArray().ShouldBeEmpty();
        using var file = await hub.Api.GetAsync("/api/v1/reports/time?csv=true", Ct);
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await file.Content.ReadAsStringAsync(Ct)).ShouldContain($"\"{first}\",\"Kettle\",25,2");
    }

    [Fact]
    public async Task P46_Time_is_summed_per_organization_and_period_and_exported()
    {
        var word = Guid.NewGuid().ToString("n")[..8];
        var (acme, bolt) = (await OrganizationAsync($"Acme {word}"), await OrganizationAsync($"\"Bolt\", {word}"));
        await BookAsync(acme, 30);
        await BookAsync(acme, 15);
        await BookAsync(bolt, 10);
        var between = DateTimeOffset.UtcNow;
        await BookAsync(bolt, 50);
        var alone = await hub.TicketAsync();
        await hub.PostAsync($"/tickets/{alone["number"]}/time", new { minutes = 5 }, 200);

        (await SumsAsync("")).ShouldBe([(bolt, 60, 2), (acme, 45, 2)]);
        (await SumsAsync($"&to={between:O}")).ShouldBe([(acme, 45, 2), (bolt, 10, 1)]);
        (await SumsAsync($"&from={between:O}")).ShouldBe([(bolt, 50, 1)]);
        var month = (await hub.GetAsync($"/reports/time?by=month&from={Uri.EscapeDataString($"{between:O}")}"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        (month["key"]!.GetValue<string>(), month["minutes"]!.GetValue<long>()).ShouldBe(($"{between:yyyy-MM}", 55));
        using var file = await hub.Api.GetAsync($"/api/v1/reports/time?by=organization&csv=true&to={Uri.EscapeDataString($"{between:O}")}", Ct);
        var lines = (await file.Content.ReadAsStringAsync(Ct)).Split("\r\n");
        lines[0].ShouldBe("key,name,minutes,entries");
        lines.ShouldContain($"\"{acme}\",\"Acme {word}\",45,2");
        lines.ShouldContain($"\"{bolt}\",\"\"\"Bolt\"\", {word}\",10,1");

        async Task<string> OrganizationAsync(string name) => (await hub.PostAsync("/organizations", new { name }))["id"]!.GetValue<string>();

        async Task BookAsync(string organization, int minutes)
        {
            var contact = await hub.PostAsync("/contacts", new { name = "Ada", organization });
            var ticket = await hub.PostAsync("/tickets", new { subject = "x", contact = new { id = contact["id"]!.GetValue<string>() }, message = new { kind = "public", text = "x" } });
            await hub.PostAsync($"/tickets/{ticket["number"]}/time", new { minutes }, 200);
        }

        async Task<List<(string, long, int)>> SumsAsync(string period) =>
            [.. (await hub.GetAsync($"/reports/time?by=organization{period.Replace("+", "%2B", StringComparison.Ordinal)}"))["items"]!.AsArray()
                .Where(sum => sum!["name"]!.GetValue<string>().Contains(word, StringComparison.Ordinal))
                .Select(static sum => (sum!["key"]!.GetValue<string>(), sum["minutes"]!.GetValue<long>(), sum["entries"]!.GetValue<int>()))];
    }

    [Fact]
    public async Task What_is_forwarded_and_what_comes_back_are_notes_the_customer_does_not_see()
    {
        var address = $"{Guid.NewGuid():n}@hub.test";
        var inbox = (await hub.PostAsync("/inboxes", new { name = $"Mail {Guid.NewGuid():n}", channel = "email", settings = new { address } }))["id"]!.GetValue<string>();
        var number = (await MailAsync(inbox, "ada@customer.test", "Kettle", "It leaks", null))["ticket"]!.GetValue<string>();
        await hub.PostAsync($"/tickets/{number}/forward", new { to = new[] { new { address = "maker@factory.test" } }, text = "Known fault?" }, 200);
        var forwarded = (await EntriesAsync(number)).Single(static entry => entry["kind"]!.GetValue<string>() == "note");
        forwarded["text"]!.GetValue<string>().ShouldContain("> It leaks");
        forwarded["to"]![0]!["address"]!.GetValue<string>().ShouldBe("maker@factory.test");

        var answer = await MailAsync(inbox, "maker@factory.test", "Re: Fwd: Kettle", "Yes, replace the seal.", forwarded["headers"]!["messageId"]!.GetValue<string>());
        answer["ticket"]!.GetValue<string>().ShouldBe(number);
        var note = (await EntriesAsync(number)).Last(static entry => entry["kind"]!.GetValue<string>() == "note");
        note["text"]!.GetValue<string>().ShouldContain("replace the seal");
        note["marks"]!.AsArray().Select(static mark => mark!.GetValue<string>()).ShouldContain("outside answer");
        (await hub.GetAsync($"/tickets/{number}"))["waitingSince"].ShouldNotBeNull();
        (await hub.PostAsync($"/tickets/{number}/forward", new { to = Array.Empty<object>(), text = "" }, 400))["errors"]!["to"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_is_away_is_stood_in_for_on_assignment_and_when_a_ticket_opens()
    {
        var (anna, ben) = (await HireAsync("Anna"), await HireAsync("Ben"));
        var earlier = (await hub.TicketAsync())["number"]!.GetValue<string>();
        await hub.PatchAsync($"/tickets/{earlier}", new { assignee = ben, status = "closed" });
        var now = DateTimeOffset.UtcNow;
        using var wrong = await hub.Api.PutAsJsonAsync($"/api/v1/agents/{ben}/absence", new { from = now, to = now.AddDays(-1) }, Ct);
        (await RestHub.ReadAsync(wrong, 400))["errors"]!["to"].ShouldNotBeNull();
        using var set = await hub.Api.PutAsJsonAsync($"/api/v1/agents/{ben}/absence", new { from = now.AddHours(-1), to = now.AddDays(1), substitute = anna }, Ct);
        (await RestHub.ReadAsync(set, 200))["substitute"]!["name"]!.GetValue<string>().ShouldBe("Anna");

        var fresh = (await hub.TicketAsync())["number"]!.GetValue<string>();
        (await hub.PatchAsync($"/tickets/{fresh}", new { assignee = ben }))["assignee"]!["name"]!.GetValue<string>().ShouldBe("Anna");
        (await hub.GetAsync($"/tickets/{earlier}"))["assignee"]!["name"]!.GetValue<string>().ShouldBe("Ben");
        (await hub.PatchAsync($"/tickets/{earlier}", new { status = "open" }))["assignee"]!["name"]!.GetValue<string>().ShouldBe("Anna");
        using var ended = await hub.Api.DeleteAsync($"/api/v1/agents/{ben}/absence", Ct);
        (await hub.PatchAsync($"/tickets/{fresh}", new { assignee = ben }))["assignee"]!["name"]!.GetValue<string>().ShouldBe("Ben");
    }

    private async Task<string> HireAsync(string name) =>
        (await hub.PostAsync("/agents", new { name, email = $"{Guid.NewGuid():n}@hub.test", password = "a long enough phrase" }))["id"]!.GetValue<string>();

    private async Task<string> NumberAsync(string text) => (await hub.TicketAsync("Unwanted", text))["number"]!.GetValue<string>();

    private async Task<List<string>> NumbersAsync(string query) =>
        [.. (await hub.GetAsync($"/tickets?{query}&limit=200"))["items"]!.AsArray().Select(static row => row!["number"]!.GetValue<string>())];

    private async Task<IReadOnlyList<JsonNode>> EntriesAsync(string number) =>
        [.. (await hub.GetAsync($"/tickets/{number}/messages?limit=200"))["items"]!.AsArray().Select(static entry => entry!)];

    private async Task<JsonNode> MailAsync(string inbox, string from, string subject, string text, string? inReplyTo)
    {
        var reference = inReplyTo is null ? "" : $"In-Reply-To: <{inReplyTo}>\r\n";
        var mail = $"From: {from}\r\nTo: shop@hub.test\r\nSubject: {subject}\r\nMessage-ID: <{Guid.NewGuid():n}@x.test>\r\n{reference}\r\n{text}\r\n";
        using var content = new StringContent(mail, null, "message/rfc822");
        using var answer = await hub.Api.PostAsync($"/api/v1/inboxes/{inbox}/mail", content, Ct);
        return await RestHub.ReadAsync(answer, 202);
    }
}
