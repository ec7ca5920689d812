using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.MailServers;

namespace Hub.Server.Tests.MailAccess;

/// <summary>What REST takes of a grant, and the test of a mailbox part by part.</summary>
[Collection(MailAccessScene.Name)]
public sealed class MailAccessRulesTests(MailAccessScene scene)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_grant_is_refused_with_its_field()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        await RefusedAsync(new { provider = "google", clientSecret = "s" }, "settings.oauth.clientId");
        await RefusedAsync(new { provider = "google", clientId = "c" }, "settings.oauth.clientSecret");
        await RefusedAsync(new { provider = "google", clientId = "c", clientSecret = "s", grant = "clientCredentials" }, "settings.oauth.grant");
        await RefusedAsync(new { provider = "microsoft", clientId = "c", clientSecret = "s", grant = "clientCredentials" }, "settings.oauth.tenant");
        await RefusedAsync(new { provider = "microsoft", clientId = "c", clientSecret = "s", tenant = "a/../b" }, "settings.oauth.tenant");
        await RefusedAsync(new { provider = "other", clientId = "c", clientSecret = "s" }, "settings.oauth.tokenEndpoint");
        await RefusedAsync(new { provider = "other", clientId = "c", tokenEndpoint = "http://idp.example/token", authorizationEndpoint = "https://idp.example/auth" }, "settings.oauth.tokenEndpoint");
        await RefusedAsync(new { provider = "other", clientId = "c", tokenEndpoint = "https://idp.example/token", authorizationEndpoint = "javascript:alert(1)" }, "settings.oauth.authorizationEndpoint");
        await RefusedAsync(new { provider = "microsoft", clientId = "c", clientSecret = "s", grant = "clientCredentials", tenant = "contoso.example", refreshToken = "r" }, "settings.oauth.refreshToken");

        async Task RefusedAsync(object oauth, string field)
        {
            using var answer = await scene.Hub.Api.PostAsJsonAsync("/api/v1/inboxes", new
            {
                name = "Wrong",
                channel = "email",
                settings = new { address = $"{Guid.NewGuid():n}@hub.test", oauth },
            }, Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["errors"]![field].ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_secret_is_not_handed_to_another_endpoint_and_an_agreement_not_to_another_server()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAgreedAsync("kept");
        using var elsewhere = await scene.Hub.Api.PatchAsJsonAsync(
            $"/api/v1/inboxes/{mailbox.Id}", new { settings = new { oauth = new { tokenEndpoint = "https://evil.example/token" } } }, Ct);
        (await elsewhere.Content.ReadFromJsonAsync<JsonNode>(Ct))!["errors"]!["settings.oauth.clientSecret"].ShouldNotBeNull();
        await scene.Hub.PatchAsync($"/inboxes/{mailbox.Id}", new { name = "Kept" });
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("ready");
        await scene.Hub.PatchAsync($"/inboxes/{mailbox.Id}", new { settings = new { imap = new { host = "mail.evil.example" } } });
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("notAgreed");
    }

    [Fact]
    public async Task A_refresh_token_from_elsewhere_is_taken_over_by_rest()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var source = await scene.OpenAgreedAsync("moved");
        var refresh = (await scene.TokensAsync(source)).Refresh;
        await scene.Hub.PatchAsync($"/inboxes/{source.Id}", new { enabled = false });
        var mailbox = await scene.OpenAsync("taken", oauth: new
        {
            provider = "other",
            clientId = source.Client.Id,
            clientSecret = source.Client.Secret,
            tokenEndpoint = scene.Provider.TokenEndpoint,
            refreshToken = refresh,
            // The token is for the mailbox it was agreed for.
        }, user: source.Address);
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("ready");
        var report = await TestAsync(mailbox.Id, new { });
        report["works"]!.GetValue<bool>().ShouldBeTrue($"{report.ToJsonString()}\n{scene.Mail.Logs()}");
    }

    [Fact]
    public async Task A_test_says_of_each_part_what_fails_and_what_helps()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAsync("tested");
        var report = await TestAsync(mailbox.Id, new { });
        report["works"]!.GetValue<bool>().ShouldBeFalse();
        report["problem"]!.GetValue<string>().ShouldBe("Nobody has signed in at the provider for this mailbox yet.");
        Parts(report).ShouldBe([
            "incoming reach ok", "incoming secure ok", "incoming signIn failed notAgreed", "incoming folder skipped",
            "outgoing reach ok", "outgoing secure ok", "outgoing signIn failed notAgreed", "outgoing sender skipped"]);
        report["parts"]![2]!["advice"]!.GetValue<string>().ShouldContain("sign in at the provider");

        using var browser = await AdministratorBrowser.SignInAsync(scene.Hub);
        await browser.AgreeAsync(mailbox);
        report = await TestAsync(mailbox.Id, new { });
        report["works"]!.GetValue<bool>().ShouldBeTrue(report.ToJsonString());
        report["problem"].ShouldBeNull();
        Parts(report).ShouldContain("outgoing sender ok");

        // Tried as a form has it, and not stored.
        (await TestAsync(mailbox.Id, new { settings = new { imap = new { folder = "Nowhere" } } }))["problem"]!.GetValue<string>().ShouldBe("There is no folder named Nowhere.");
        Parts(await TestAsync(mailbox.Id, new { settings = new { address = "somebody@hub.test", imap = (object?)null, smtp = new { user = mailbox.Address } } }))
            .ShouldContain("outgoing sender failed senderRefused");
        var wrong = await TestAsync(mailbox.Id, new { settings = new { oauth = (object?)null, smtp = (object?)null, imap = new { signIn = "password", password = "wrong" } } });
        Parts(wrong).ShouldContain("incoming signIn failed passwordRefused");
        (await TestAsync(mailbox.Id, new { settings = new { imap = new { port = 1 } } }))["problem"]!.GetValue<string>().ShouldBe("127.0.0.1:1 cannot be reached.");
        (await scene.Hub.GetAsync($"/inboxes/{mailbox.Id}"))["settings"]!["imap"]!["folder"]!.GetValue<string>().ShouldBe("INBOX");
    }

    [Fact]
    public async Task The_own_name_of_an_application_is_tried_before_it_is_stored_and_an_unreachable_endpoint_marks_nothing()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAsync("draft", "clientCredentials");
        var wrong = await TestAsync(mailbox.Id, new { settings = new { oauth = new { clientSecret = "wrong" } } });
        Parts(wrong).ShouldContain("incoming signIn failed signInNeeded");
        wrong["problem"]!.GetValue<string>().ShouldContain("invalid_client");
        var away = await TestAsync(mailbox.Id, new { settings = new { oauth = new { tokenEndpoint = "http://127.0.0.1:1/token", clientSecret = "any" } } });
        Parts(away).ShouldContain("incoming signIn failed tokenUnavailable");
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("ready");
        (await TestAsync(mailbox.Id, new { settings = new { oauth = new { clientSecret = mailbox.Client.Secret } } }))["works"]!.GetValue<bool>().ShouldBeTrue();
    }

    private static IEnumerable<string> Parts(JsonNode report) => report["parts"]!.AsArray().Select(static part =>
        $"{part!["direction"]} {part["step"]} {part["result"]} {(part["result"]!.GetValue<string>() == "failed" ? part["cause"] : null)}".TrimEnd());

    private Task<JsonNode> TestAsync(string inbox, object patch) => scene.Hub.PostAsync($"/inboxes/{inbox}/test", patch, 200);
}
