using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Hub.EndToEnd.Screenshots;
using Hub.TokenServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Mail;

/// <summary>A mailbox is set up, tested and agreed to in the browser, in both languages, on a desk and on a phone.</summary>
public sealed class MailboxScreens(SharedHub shared, Browsers browsers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Screens.All), MemberType = typeof(Screens))]
    public async Task A_mailbox_is_tested_before_it_is_stored_and_agreed_to_at_its_provider(string language, bool isPhone)
    {
        var isGerman = language == "de";
        await using var provider = await TokenProvider.StartAsync();
        var address = $"{HubRest.Unique("team").Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()}@hub.test";
        var client = await provider.RegisterAsync(new Uri(shared.Process.Address, "/oauth/mail/callback"), address, Ct);
        await using var window = await browsers.OpenAsync(new BrowserNewContextOptions
        {
            Locale = isGerman ? "de-DE" : "en-GB",
            ColorScheme = isPhone ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = isPhone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1280, Height = 900 },
            HasTouch = isPhone,
            IsMobile = isPhone,
        });
        var admin = await AgentPage.SignInAsAdministratorAsync(window, shared.Process);
        var page = admin.Page;
        await admin.FollowAsync("/console/settings/inboxes");
        await page.GetByTestId("add-inbox").ClickAsync();
        await page.GetByTestId("inbox-name").FillAsync(address);
        await page.GetByTestId("inbox-channel").SelectOptionAsync("Email");
        await page.GetByTestId("mail-address").FillAsync(address);

        // A provider fills in its servers; another one wants its addresses.
        await page.GetByTestId("sign-in-kind").SelectOptionAsync("Google");
        var hosts = page.GetByTestId("server-host");
        await Expect(hosts.Nth(0)).ToHaveValueAsync("imap.gmail.com");
        await Expect(hosts.Nth(1)).ToHaveValueAsync("smtp.gmail.com");
        await page.GetByTestId("sign-in-kind").SelectOptionAsync("Other");
        await page.GetByTestId("client-id").FillAsync(client.Id);
        await page.GetByTestId("client-secret").FillAsync(client.Secret);
        await page.GetByTestId("secret-expires").FillAsync(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20).ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByTestId("token-endpoint").FillAsync(provider.TokenEndpoint);
        await page.GetByTestId("authorization-endpoint").FillAsync(provider.AuthorizationEndpoint);
        await page.GetByTestId("scope").FillAsync("mail offline_access");
        await Expect(page.GetByTestId("oauth-callback")).ToHaveTextAsync(new Uri(shared.Process.Address, "/oauth/mail/callback").ToString());
        await hosts.Nth(0).FillAsync("127.0.0.1");
        await hosts.Nth(1).FillAsync("127.0.0.1");

        await page.GetByTestId("test-inbox").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var reach = page.GetByTestId("test-Incoming-Reach");
        await Expect(reach).ToHaveAttributeAsync("data-result", "Failed");
        await Expect(reach).ToContainTextAsync(isGerman ? "127.0.0.1:993 ist nicht erreichbar." : "127.0.0.1:993 cannot be reached.");
        await Expect(reach).ToContainTextAsync(isGerman ? "Prüfen Sie den Port" : "Check the port");
        await Expect(page.GetByTestId("test-Incoming-Folder")).ToHaveAttributeAsync("data-result", "Skipped");
        await ShootAsync("mailbox-test");
        await page.GetByTestId("save").ClickAsync();

        var card = page.GetByTestId("inbox-card").Filter(new() { HasText = address });
        await Expect(card.GetByTestId("sign-in-needed")).ToBeVisibleAsync();
        await Expect(card.GetByTestId("secret-ends")).ToBeVisibleAsync();
        await card.GetByTestId("edit-inbox").ClickAsync();
        await Expect(card.GetByTestId("grant-state")).ToContainTextAsync(isGerman ? "Noch niemand angemeldet" : "Nobody has signed in yet");
        await ShootAsync("mailbox-sign-in");
        await card.GetByTestId("agree").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        // To the provider and back to the form.
        await Expect(card.GetByTestId("answer")).ToContainTextAsync(isGerman ? "Angemeldet." : "Signed in.");
        await Expect(card.GetByTestId("grant-state")).ToContainTextAsync(isGerman ? "Angemeldet" : "Signed in");
        await Expect(card.GetByTestId("sign-in-needed")).ToHaveCountAsync(0);
        await ShootAsync("mailbox-agreed");
        (await page.Locator(".settings .content").EvaluateAsync<int>("content => content.scrollWidth - content.clientWidth")).ShouldBe(0);
        await admin.GoAsync("/console/settings/inboxes?agreement=Foreign");
        await Expect(page.GetByTestId("agreement-lost")).ToContainTextAsync(isGerman ? "nicht in diesem Browser" : "not begin in this browser");
        // Nobody answers at its ports.
        var inboxes = (await shared.Rest.GetAsync("/api/v1/inboxes"))["items"]!.AsArray();
        var made = inboxes.Single(inbox => (string)inbox!["name"]! == address)!;
        await shared.Rest.PatchAsync($"/api/v1/inboxes/{made["id"]}", new { enabled = false });

        async Task ShootAsync(string name)
        {
            if (Screens.Folder is { } folder)
            {
                Directory.CreateDirectory(folder);
                await page.GetByTestId("inbox-form").ScreenshotAsync(new LocatorScreenshotOptions
                {
                    Path = Path.Combine(folder, $"{name}-{language}-{(isPhone ? "phone" : "desktop")}.png"),
                });
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-page-{language}-{(isPhone ? "phone" : "desktop")}.png") });
            }
        }
    }
}
