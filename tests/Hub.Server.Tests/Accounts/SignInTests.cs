using System.Net;
using System.Text.RegularExpressions;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Accounts;

public sealed partial class SignInTests : IAsyncLifetime
{
    private readonly RestHub _hub = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _hub.InitializeAsync();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task The_right_password_opens_a_session_that_ends_with_a_new_password()
    {
        using var browser = _hub.Client(followsRedirects: false);
        using var opened = await SubmitAsync(browser, "/signin?returnUrl=/console/open", RestHub.AdminEmail, RestHub.AdminPassword);
        opened.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        opened.Headers.Location!.ToString().ShouldBe("/console/open");
        var cookie = opened.Headers.GetValues("Set-Cookie").First(static c => c.StartsWith("hub=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        using var me = await browser.GetAsync("/api/v1/agents/me", Ct);
        me.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var other = _hub.Client(followsRedirects: false);
        using var second = await SubmitAsync(other, "/signin", RestHub.AdminEmail, RestHub.AdminPassword);
        using var changed = await SubmitFormAsync(other, "/account/password", new()
        {
            ["current"] = RestHub.AdminPassword,
            ["password"] = "another good phrase",
            ["repeat"] = "another good phrase",
        });
        changed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var ended = await browser.GetAsync("/api/v1/agents/me", Ct);
        ended.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var goesOn = await other.GetAsync("/api/v1/agents/me", Ct);
        goesOn.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_and_unknown_are_answered_alike_and_throttled_alike()
    {
        using var browser = _hub.Client(followsRedirects: false);
        var words = new List<string>();
        foreach (var email in new[] { RestHub.AdminEmail, "nobody@hub.test", RestHub.AdminEmail, "nobody@hub.test", RestHub.AdminEmail })
        {
            using var refused = await SubmitAsync(browser, "/signin", email, "wrong");
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            words.Add(Alert().Match(await refused.Content.ReadAsStringAsync(Ct)).Value);
        }
        words.Distinct().ShouldHaveSingleItem().ShouldNotBeEmpty();
        using var throttled = await SubmitAsync(browser, "/signin", RestHub.AdminEmail, RestHub.AdminPassword);
        throttled.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        throttled.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_invitation_is_taken_once_and_a_write_of_another_site_is_refused()
    {
        var agent = await _hub.PostAsync("/agents", new { name = "Nele", email = "nele@hub.test" });
        var link = new Uri(agent["invitation"]!["link"]!.GetValue<string>()).AbsolutePath;
        using var browser = _hub.Client(followsRedirects: false);
        var form = new Dictionary<string, string> { ["password"] = "chosen by nele", ["repeat"] = "chosen by nele" };
        using var taken = await SubmitFormAsync(browser, link, form);
        taken.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var gone = await browser.GetAsync(link, Ct);
        gone.StatusCode.ShouldBe(HttpStatusCode.Gone);

        using var forged = new HttpRequestMessage(HttpMethod.Post, "/api/v1/contacts") { Content = new StringContent("{}") };
        forged.Headers.Add("Origin", "https://evil.example");
        using var refused = await browser.SendAsync(forged, Ct);
        (await RestHub.ReadAsync(refused, 403))["code"]!.GetValue<string>().ShouldBe("cross-site");
        _hub.Logged.ShouldNotContain("chosen by nele");
        _hub.Logged.ShouldNotContain(RestHub.Token);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    public async Task A_sign_in_leads_nowhere_else(string returnUrl)
    {
        using var browser = _hub.Client(followsRedirects: false);
        using var opened = await SubmitAsync(browser, $"/signin?returnUrl={Uri.EscapeDataString(returnUrl)}", RestHub.AdminEmail, RestHub.AdminPassword);
        opened.Headers.Location!.ToString().ShouldBe("/console");
    }

    private static Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string path, string email, string password) =>
        SubmitFormAsync(browser, path, new() { ["email"] = email, ["password"] = password });

    private static async Task<HttpResponseMessage> SubmitFormAsync(HttpClient browser, string path, Dictionary<string, string> fields)
    {
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync(path, Ct));
        var field = TokenField().Match(page);
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([.. fields, new(field.Groups[1].Value, field.Groups[2].Value)]),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await browser.SendAsync(request, Ct);
    }

    [GeneratedRegex("""<input type="hidden" name="(__[^"]+)" value="([^"]+)">""")]
    private static partial Regex TokenField();

    [GeneratedRegex("""role="alert">[^<]+""")]
    private static partial Regex Alert();
}
