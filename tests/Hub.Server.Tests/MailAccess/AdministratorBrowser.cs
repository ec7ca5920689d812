using System.Net;
using System.Text.RegularExpressions;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.MailAccess;

/// <summary>A browser with cookies that a person has signed in with; it follows the provider's redirects one by one.</summary>
internal sealed partial class AdministratorBrowser : IDisposable
{
    private const int MostHops = 10;
    private readonly RestHub _hub;

    private AdministratorBrowser(RestHub hub) => (_hub, Http) = (hub, hub.Client(followsRedirects: false));

    public HttpClient Http { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<AdministratorBrowser> SignInAsync(RestHub hub, string email = RestHub.AdminEmail, string password = RestHub.AdminPassword)
    {
        var browser = new AdministratorBrowser(hub);
        var page = WebUtility.HtmlDecode(await browser.Http.GetStringAsync("/signin", Ct));
        var field = TokenField().Match(page);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signin")
        {
            Content = new FormUrlEncodedContent([new("email", email), new("password", password), new(field.Groups[1].Value, field.Groups[2].Value)]),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await browser.Http.SendAsync(request, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    /// <summary>Goes to the provider and back; answers how the form calls the end.</summary>
    public async Task<string> AgreeAsync(Mailbox mailbox) => await FollowAsync(await GoToCallbackAsync(mailbox));

    /// <summary>Goes to the provider; answers the address it sends back to, not yet opened.</summary>
    public async Task<Uri> GoToCallbackAsync(Mailbox mailbox)
    {
        var next = new Uri(_hub.Listen, $"/oauth/mail/start?inbox={mailbox.Id}");
        for (var hops = 0; hops < MostHops; hops++)
        {
            using var answer = await Http.GetAsync(next, Ct);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Redirect, HttpStatusCode.SeeOther);
            next = new Uri(next, answer.Headers.Location!);
            if (next.AbsolutePath == "/oauth/mail/callback")
            {
                return next;
            }
        }
        throw new InvalidOperationException($"The provider did not send back; last to {next}.");
    }

    /// <summary>Opens the address the provider sent back to; answers how the form calls the end.</summary>
    public async Task<string> FollowAsync(Uri callback)
    {
        using var answer = await Http.GetAsync(callback, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var form = answer.Headers.Location!.ToString();
        form.ShouldStartWith("/console/settings/inboxes?");
        return form[(form.IndexOf("agreement=", StringComparison.Ordinal) + "agreement=".Length)..];
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="(__[^"]+)" value="([^"]+)">""")]
    private static partial Regex TokenField();
}
