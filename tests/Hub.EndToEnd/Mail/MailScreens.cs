using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hub.EndToEnd.Accessibility;
using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Hub.EndToEnd.Screenshots;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Mail;

/// <summary>What is told about a mail and about keys, on a desk and on a phone, in both languages: looked at, asked of axe, and with
/// <c>HUB_SCREENSHOTS=folder</c> pictured.</summary>
public sealed class MailScreens(SharedHub shared, Browsers browsers)
{
    private const string Pictured = """
        <p>The kettle drips, see <a href="https://elsewhere.test/in">https://my-shop.test/order</a>.</p>
        <p><img src="https://pictures.test/a.png"><img src="https://pictures.test/b.png"></p>
        <blockquote>On Monday Support wrote: please send a picture.</blockquote>
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Screens.All), MemberType = typeof(Screens))]
    public async Task A_mail_says_where_it_came_from_and_what_is_kept_from_it(string language, bool isPhone)
    {
        await using var window = await browsers.OpenAsync(Screens.Of(language, isPhone));
        var admin = await AgentPage.SignInAsAdministratorAsync(window, shared.Process);
        var page = admin.Page;
        var inbox = await InboxAsync();
        var number = await FileAsync(inbox, "lena@customer.test", "Kettle drips", $"Content-Type: text/html; charset=utf-8\r\n\r\n{Pictured}");

        await admin.OpenTicketAsync(number);
        await page.GetByTestId("format-toggle").ClickAsync();
        await Expect(page.GetByTestId("images-blocked")).ToContainTextAsync("2");
        await page.GetByTestId("entry-facts").ClickAsync();
        await Expect(page.GetByTestId("facts")).ToContainTextAsync(language == "de" ? "Sie nennt kein Ticket." : "It names no ticket.");
        await ShownAsync(page, "mail", language, isPhone);

        // The original is text in a page of its own, whatever the mail says that it is.
        var original = await page.RunAndWaitForPopupAsync(() => page.GetByTestId("raw-view").ClickAsync());
        await Expect(original.Locator("body")).ToContainTextAsync("Content-Type: text/html");
        (await original.EvaluateAsync<string>("document.contentType")).ShouldBe("text/plain");
        await original.CloseAsync();

        if (isPhone)
        {
            await page.GetByTestId("details").ClickAsync();
        }
        await page.Locator("details.group > summary").ClickAsync();
        await page.GetByTestId("replay-at").FillAsync("1");
        await Expect(page.GetByTestId("replayed")).ToBeVisibleAsync();
        await page.GetByTestId("replay").ScrollIntoViewIfNeededAsync();
        await ShownAsync(page, "replay", language, isPhone);

        await admin.GoAsync($"/console/print/{number}");
        await Expect(page.GetByTestId("print")).ToContainTextAsync("The kettle drips");
        // Nothing lies over it, on the screen and on paper.
        foreach (var media in new[] { Media.Print, Media.Screen })
        {
            await page.EmulateMediaAsync(new() { Media = media });
            (await page.EvaluateAsync<bool>("document.querySelector('.print').contains(document.elementFromPoint(innerWidth / 2, 60))")).ShouldBeTrue($"the ticket is seen on {media}");
        }
        await ShownAsync(page, "print", language, isPhone);
    }

    [Theory]
    [MemberData(nameof(Screens.All), MemberType = typeof(Screens))]
    public async Task A_key_says_what_is_wrong_with_it_and_a_mail_whether_it_was_confirmed(string language, bool isPhone)
    {
        var isGerman = language == "de";
        await using var window = await browsers.OpenAsync(Screens.Of(language, isPhone));
        var admin = await AgentPage.SignInAsAdministratorAsync(window, shared.Process);
        var page = admin.Page;
        var contact = await CarlaAsync();

        await admin.GoAsync($"/console/contacts/{contact}");
        await admin.ReadyAsync();
        await page.GetByTestId("keys").EvaluateAsync("keys => { keys.open = true; }");
        await page.GetByTestId("key-file").SetInputFilesAsync(new FilePayload { Name = "much.asc", MimeType = "text/plain", Buffer = new byte[300_000] });
        await Expect(page.GetByTestId("key-answer")).ToContainTextAsync(isGerman ? "höchstens 262 kB" : "at most 262 kB");
        await Expect(page.GetByTestId("add-key")).ToBeDisabledAsync();
        await page.GetByTestId("key-file").SetInputFilesAsync(new FilePayload { Name = "letter.asc", MimeType = "text/plain", Buffer = "No key at all"u8.ToArray() });
        await page.GetByTestId("add-key").ClickAsync();
        await Expect(page.GetByTestId("key-answer")).ToContainTextAsync(isGerman ? "kein lesbarer OpenPGP-Schlüssel" : "no OpenPGP key");
        foreach (var name in new[] { "carla.asc", "old-carla.asc" })
        {
            await page.GetByTestId("key-file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/plain", Buffer = Encoding.ASCII.GetBytes(await SampleAsync(name)) });
            await page.GetByTestId("add-key").ClickAsync();
            await Expect(page.GetByTestId("key-answer")).ToHaveClassAsync("result good");
            // Kept; the same file is not added twice by a second press.
            await Expect(page.GetByTestId("add-key")).ToBeDisabledAsync();
        }
        await Expect(page.GetByTestId("key")).ToHaveCountAsync(2);
        await Expect(page.GetByTestId("key-problem")).ToHaveTextAsync(isGerman ? "abgelaufen" : "expired");
        await page.GetByTestId("keys").ScrollIntoViewIfNeededAsync();
        await ShownAsync(page, "keys", language, isPhone);

        var number = await FileAsync(await InboxAsync(), "Carla Sommer <carla@screens.test>", "Friday", (await SampleAsync("signed.txt")).ReplaceLineEndings("\r\n"));
        await admin.OpenTicketAsync(number);
        var crypto = page.GetByTestId("crypto");
        await Expect(crypto).ToHaveAttributeAsync("data-verdict", "Verified");
        await crypto.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(crypto.Locator("dl")).ToBeVisibleAsync();
        await ShownAsync(page, "signed", language, isPhone);
    }

    [Fact]
    public async Task A_mail_in_the_wrong_ticket_is_moved_from_where_its_reason_stands()
    {
        await using var window = await browsers.OpenAsync();
        var admin = await AgentPage.SignInAsAdministratorAsync(window, shared.Process);
        var page = admin.Page;
        var inbox = await InboxAsync();
        var right = await FileAsync(inbox, "lena@customer.test", "Kettle drips", "\r\nIt drips.");
        var wrong = await FileAsync(inbox, "lena@customer.test", "Again", "\r\nIt still drips.");

        await admin.OpenTicketAsync(wrong);
        await page.GetByTestId("entry-facts").ClickAsync();
        await page.GetByTestId("entry-move").ClickAsync();
        await Expect(page.GetByTestId("tie-number")).ToBeFocusedAsync();
        await page.GetByTestId("tie-number").FillAsync(right);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByTestId("moved-to")).ToContainTextAsync(right);
        // What counts elsewhere is moved there.
        await Expect(page.GetByTestId("facts")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("entry-move")).ToHaveCountAsync(0);
        await admin.OpenTicketAsync(right);
        await Expect(admin.Entry("It still drips.")).ToBeVisibleAsync();
    }

    private static async Task ShownAsync(IPage page, string name, string language, bool isPhone)
    {
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{name} is no wider than the screen");
        await Axe.ShouldBeCleanAsync(page, name);
        await Screenshots.Screenshots.TakeAsync(page, $"{name}-{language}-{(isPhone ? "phone" : "desktop")}", isPhone ? ColorScheme.Dark : ColorScheme.Light);
    }

    // One for all walks: her address stands in her keys.
    private async Task<string> CarlaAsync()
    {
        var known = await shared.Rest.GetAsync("/api/v1/contacts?q=carla@screens.test");
        return known["items"]!.AsArray() is [{ } first, ..]
            ? (string)first["id"]!
            : (string)(await shared.Rest.PostAsync("/api/v1/contacts", new { name = "Carla Sommer", emails = new[] { "carla@screens.test", "old.carla@screens.test" } }))["id"]!;
    }

    private async Task<string> InboxAsync()
    {
        var queue = (string)(await shared.Rest.PostAsync("/api/v1/queues", new { name = HubRest.Unique("Mail screens") }))["id"]!;
        return (string)(await shared.Rest.PostAsync("/api/v1/inboxes", new
        {
            name = HubRest.Unique("Mail"),
            channel = "email",
            queue,
            settings = new { address = $"{Guid.NewGuid():n}@hub.test", sendsReceipt = false },
        }))["id"]!;
    }

    private async Task<string> FileAsync(string inbox, string from, string subject, string body)
    {
        var mail = $"From: {from}\r\nTo: desk@hub.test\r\nMessage-ID: <{Guid.NewGuid():n}@customer.test>\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n{body}";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(mail)) { Headers = { ContentType = new MediaTypeHeaderValue("message/rfc822") } };
        using var answer = await shared.Process.Api.PostAsync($"/api/v1/inboxes/{inbox}/mail", content, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return (string?)JsonNode.Parse(text)!["ticket"] ?? throw new InvalidOperationException(text);
    }

    private static Task<string> SampleAsync(string name) => File.ReadAllTextAsync(Path.Combine(Checkout.Root, "tests/Hub.EndToEnd/Mail/Samples", name), Ct);
}
