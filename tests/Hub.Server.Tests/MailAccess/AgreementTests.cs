using System.Net;
using Hub.MailServers;
using Hub.Server.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.MailAccess;

/// <summary>The way of an administrator to the provider and back, and everybody else's.</summary>
[Collection(MailAccessScene.Name)]
public sealed class AgreementTests(MailAccessScene scene)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_provider_is_asked_with_a_challenge_and_only_administrators_ask()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAsync("asked");
        using var browser = await AdministratorBrowser.SignInAsync(scene.Hub);
        using var start = await browser.Http.GetAsync($"/oauth/mail/start?inbox={mailbox.Id}", Ct);
        start.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var asked = QueryHelpers.ParseQuery(start.Headers.Location!.Query);
        asked["code_challenge_method"].ToString().ShouldBe("S256");
        asked["code_challenge"].ToString().Length.ShouldBe(43);
        asked["redirect_uri"].ToString().ShouldBe(scene.Callback.ToString());
        asked["login_hint"].ToString().ShouldBe(mailbox.Address);
        var cookie = start.Headers.GetValues("Set-Cookie").Single(static one => one.StartsWith("hub-mail-agreement=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");

        using var foreign = new HttpRequestMessage(HttpMethod.Get, $"/oauth/mail/start?inbox={mailbox.Id}");
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var refused = await browser.Http.SendAsync(foreign, Ct);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await scene.Hub.PostAsync("/agents", new { name = "Nora", email = "nora@hub.test", password = "a long enough phrase" });
        using var nora = await AdministratorBrowser.SignInAsync(scene.Hub, "nora@hub.test", "a long enough phrase");
        using var forbidden = await nora.Http.GetAsync($"/oauth/mail/start?inbox={mailbox.Id}", Ct);
        forbidden.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = scene.Hub.Client(followsRedirects: false);
        using var sent = await nobody.GetAsync($"/oauth/mail/start?inbox={mailbox.Id}", Ct);
        sent.Headers.Location!.ToString().ShouldContain("/signin");
        using var unknown = await browser.Http.GetAsync("/oauth/mail/start?inbox=inb_nothing", Ct);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_says_no_is_brought_back_to_the_form_that_says_so()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAsync("no");
        await scene.Hub.PatchAsync($"/inboxes/{mailbox.Id}", new { settings = new { imap = new { user = "refuses@hub.test" } } });
        using var browser = await AdministratorBrowser.SignInAsync(scene.Hub);
        (await browser.AgreeAsync(mailbox)).ShouldBe("Denied");
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("notAgreed");
    }

    [Fact]
    public async Task A_code_counts_only_in_the_browser_and_session_that_asked_once_and_in_time()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAsync("bound");
        using var browser = await AdministratorBrowser.SignInAsync(scene.Hub);
        var callback = await browser.GoToCallbackAsync(mailbox);

        // Another browser of the same administrator has another verifier or none.
        using var other = await AdministratorBrowser.SignInAsync(scene.Hub);
        (await other.FollowAsync(callback)).ShouldBe("Foreign");
        await other.GoToCallbackAsync(mailbox);
        (await other.FollowAsync(callback)).ShouldBe("Foreign");
        (await browser.FollowAsync(new Uri(callback.ToString().Replace("state=", "state=x", StringComparison.Ordinal)))).ShouldBe("Foreign");
        // That look has used up the cookie.
        (await browser.FollowAsync(callback)).ShouldBe("Foreign");
        (await scene.GrantAsync(mailbox))["state"]!.GetValue<string>().ShouldBe("notAgreed");

        (await browser.AgreeAsync(mailbox)).ShouldBe("Agreed");
    }

    [Fact]
    public async Task A_code_is_refused_after_ten_minutes_and_after_the_settings_changed()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var mailbox = await scene.OpenAsync("late");
        var agreement = scene.Hub.Services.GetRequiredService<MailboxAgreement>();
        using var browser = await AdministratorBrowser.SignInAsync(scene.Hub);
        var callback = await browser.GoToCallbackAsync(mailbox);
        var query = QueryHelpers.ParseQuery(callback.Query);
        var late = agreement.Open(query["state"])! with { Until = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(1) };
        (await browser.FollowAsync(new Uri(scene.Callback, $"?code={query["code"]}&state={Uri.EscapeDataString(agreement.Seal(late))}"))).ShouldBe("Expired");

        callback = await browser.GoToCallbackAsync(mailbox);
        await scene.Hub.PatchAsync($"/inboxes/{mailbox.Id}", new { settings = new { oauth = new { clientId = "another", clientSecret = "another" } } });
        (await browser.FollowAsync(callback)).ShouldBe("Changed");
        // The provider does not know that client.
        callback = await LeaveAsync(mailbox, browser);
        (await browser.FollowAsync(callback)).ShouldBe("Refused");
    }

    // Comes back with a code that the provider never gave: as if another client had got it.
    private async Task<Uri> LeaveAsync(Mailbox mailbox, AdministratorBrowser browser)
    {
        using var start = await browser.Http.GetAsync($"/oauth/mail/start?inbox={mailbox.Id}", Ct);
        var state = QueryHelpers.ParseQuery(start.Headers.Location!.Query)["state"].ToString();
        return new Uri(scene.Callback, $"?code=stolen&state={Uri.EscapeDataString(state)}");
    }
}
