using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.AutomaticMails;
using Hub.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Http;

/// <summary>The tray, blocked senders, bounces and addresses without automatic mail, as REST tells them.</summary>
public sealed class TrayApiTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_kept_back_says_why_shows_its_original_and_goes_into_a_ticket_or_away()
    {
        var inbox = await InboxAsync();
        await PostMailAsync(inbox, "robot@customer.test", "News", "List-Id: <news.test>");
        await hub.PostAsync("/blocked-senders", new { sender = "spam.test" });
        var held = await PostMailAsync(inbox, "a@mail.spam.test", "Buy", "X-Test: 1");
        held["outcome"]!.GetValue<string>().ShouldBe("held");
        held["filedBecause"]!.GetValue<string>().ShouldStartWith("blocked:");

        var items = (await hub.GetAsync("/tray"))["items"]!.AsArray();
        items.Select(static item => (item!["state"]!.GetValue<string>(), item["cause"]!.GetValue<string>())).ShouldBe([("held", "blocked"), ("suppressed", "automatic")]);
        var (blocked, news) = (items[0]!["id"], items[1]!["id"]);
        (await hub.Api.GetStringAsync($"/api/v1/tray/{blocked}/raw", Ct)).ShouldContain("Subject: Buy\r\nX-Test: 1\r\n");

        var number = (await hub.TicketAsync())["number"]!.GetValue<string>();
        (await hub.PostAsync($"/tray/{news}/release", new { ticket = "nowhere" }, 400))["errors"]!["ticket"].ShouldNotBeNull();
        (await hub.PostAsync($"/tray/{news}/release", new { ticket = number }, 200))["ticket"]!.GetValue<string>().ShouldBe(number);
        using var gone = await hub.Api.DeleteAsync($"/api/v1/tray/{blocked}", Ct);
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await hub.GetAsync("/tray"))["items"]!.AsArray().ShouldBeEmpty();

        var sender = (await hub.GetAsync("/blocked-senders"))["items"]!.AsArray().Single()!;
        (await hub.PostAsync("/blocked-senders", new { sender = "spam.test" }, 409))["code"]!.GetValue<string>().ShouldBe("taken");
        (await hub.PostAsync("/blocked-senders", new { sender = "spam" }, 400))["errors"]!["sender"].ShouldNotBeNull();
        using var unblocked = await hub.Api.DeleteAsync($"/api/v1/blocked-senders/{sender["id"]}", Ct);
        unblocked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PostMailAsync(inbox, "a@mail.spam.test", "Sorry", "X-Test: 2"))["outcome"]!.GetValue<string>().ShouldBe("created");
    }

    [Fact]
    public async Task An_undeliverable_address_stands_at_its_contact_until_it_is_lifted_and_gets_no_receipt()
    {
        var inbox = await InboxAsync();
        (await PostMailAsync(inbox, "dora@customer.test", "First", "X-Test: 1"))["answered"]!.GetValue<bool>().ShouldBeTrue();
        await hub.Services.GetRequiredService<UndeliverableAddresses>().MarkAsync("Dora@customer.test", SilenceCause.Bounce, "5.1.1 no such user", Ct);
        (await PostMailAsync(inbox, "dora@customer.test", "Second", "X-Test: 1"))["answered"]!.GetValue<bool>().ShouldBeFalse();

        var contact = (await hub.GetAsync("/contacts?q=dora@customer.test"))["items"]![0]!["id"]!.GetValue<string>();
        var dead = (await hub.GetAsync($"/contacts/{contact}"))["undeliverable"]!.AsArray().Single()!;
        (dead["address"]!.GetValue<string>(), dead["cause"]!.GetValue<string>(), dead["reason"]!.GetValue<string>()).ShouldBe(("dora@customer.test", "bounce", "5.1.1 no such user"));
        (await hub.GetAsync("/undeliverable-addresses"))["items"]!.AsArray().Single()!["id"]!.GetValue<string>().ShouldBe(dead["id"]!.GetValue<string>());
        using var lifted = await hub.Api.DeleteAsync($"/api/v1/undeliverable-addresses/{dead["id"]}", Ct);
        lifted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await hub.GetAsync($"/contacts/{contact}"))["undeliverable"]!.AsArray().ShouldBeEmpty();
        (await PostMailAsync(inbox, "dora@customer.test", "Third", "X-Test: 1"))["answered"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Trust_and_verdicts_stand_at_the_message()
    {
        var inbox = await InboxAsync(new { address = $"{Guid.NewGuid():n}@hub.test", authservId = "mx.hub.test" });
        (await hub.GetAsync($"/inboxes/{inbox}"))["settings"]!["authservId"]!.GetValue<string>().ShouldBe("mx.hub.test");
        var filed = await PostMailAsync(inbox, "eve@customer.test", "Hello", "Authentication-Results: mx.hub.test; dkim=pass; dmarc=pass header.from=customer.test");
        var message = await hub.GetAsync($"/messages/{filed["messageId"]}");
        (message["trust"]!.GetValue<string>(), message["checks"]!["dmarc"]!.GetValue<string>()).ShouldBe(("verified", "pass"));
        (await hub.PatchAsync($"/inboxes/{inbox}", new { settings = new { authservId = "a b" } }, 400))["errors"]!["settings.authservId"].ShouldNotBeNull();
    }

    private async Task<string> InboxAsync(object? settings = null) => (await hub.PostAsync("/inboxes", new
    {
        name = $"Mail {Guid.NewGuid():n}",
        channel = "email",
        settings = settings ?? new { address = $"{Guid.NewGuid():n}@hub.test" },
    }))["id"]!.GetValue<string>();

    private async Task<JsonNode> PostMailAsync(string inbox, string from, string subject, string header)
    {
        var mail = $"From: {from}\r\nTo: desk@hub.test\r\nMessage-ID: <{Guid.NewGuid():n}@customer.test>\r\nSubject: {subject}\r\n{header}\r\n\r\nHello\r\n";
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(mail)) { Headers = { ContentType = new MediaTypeHeaderValue("message/rfc822") } };
        using var answer = await hub.Api.PostAsync($"/api/v1/inboxes/{inbox}/mail", body, Ct);
        return await RestHub.ReadAsync(answer, 202);
    }
}
