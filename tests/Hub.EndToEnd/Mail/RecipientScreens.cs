using Hub.EndToEnd.Accessibility;
using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Hub.EndToEnd.Screenshots;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Mail;

/// <summary>Who a reply by mail goes to, chosen with the keyboard, in both languages, on a desk and on a phone.</summary>
public sealed class RecipientScreens(SharedHub shared, Browsers browsers)
{
    [Theory]
    [MemberData(nameof(Screens.All), MemberType = typeof(Screens))]
    public async Task An_agent_chooses_the_recipients_and_they_get_it_and_nobody_else(string language, bool isPhone)
    {
        await using var pictured = await PictureHub.OpenAsync(shared);
        var rest = new HubRest(pictured.Process);
        var own = $"{HubRest.Unique("copies").Replace(' ', '.')}@hub.test";
        var wolf = HubRest.Unique("Danuta Wolf");
        await rest.PostAsync("/api/v1/contacts", new { name = wolf, email = $"{wolf.Replace(' ', '.')}@maker.test" });
        var queue = (string)(await rest.PostAsync("/api/v1/queues", new { name = HubRest.Unique("Copies") }))["id"]!;
        var number = await rest.IngestAsync(await rest.CreateMailInboxAsync(own, queue), $"""
            From: Carla Kunde <carla@customer.test>
            To: {own}
            Cc: Dan Ott <dan@customer.test>, eve@customer.test
            Subject: Kettle leaks
            Message-ID: <{own}>

            My kettle leaks since Monday. Dan and Eve from our office read along.

            """);
        await using var window = await browsers.OpenAsync(new BrowserNewContextOptions
        {
            Locale = language == "de" ? "de-DE" : "en-GB",
            ColorScheme = isPhone ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = isPhone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1280, Height = 800 },
            HasTouch = isPhone,
            IsMobile = isPhone,
        });
        var agent = await AgentPage.SignInAsAdministratorAsync(window, pictured.Process);
        var page = agent.Page;
        await agent.OpenTicketAsync(number);
        await Expect(agent.RecipientsSummary).ToContainTextAsync("Carla Kunde <carla@customer.test>");
        await Expect(agent.RecipientsSummary).ToContainTextAsync("Cc: 2");
        await Expect(page.GetByTestId("entry-recipients")).ToContainTextAsync("Dan Ott");
        await TakeAsync("closed");

        await agent.RecipientsSummary.ClickAsync();
        await Expect(agent.RecipientInput("to")).ToBeFocusedAsync();
        var cc = agent.RecipientInput("cc");
        // With her number: other runs on this Hub have a Danuta Wolf too.
        await cc.PressSequentiallyAsync(wolf);
        await Expect(page.GetByTestId("suggestion")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("suggestion")).ToContainTextAsync(wolf);
        await TakeAsync("suggestions");
        await cc.PressAsync("ArrowDown");
        await cc.PressAsync("Enter");
        await Expect(agent.RecipientsIn("cc")).ToHaveTextAsync(["Dan Ott", "eve@customer.test", wolf]);
        await cc.FillAsync("Ada Ort <ada@maker.test>; half@");
        await cc.PressAsync("Tab");
        await Expect(agent.RecipientsIn("cc").Last).ToHaveAttributeAsync("data-mark", "NoAddress");
        await Expect(agent.RecipientHints.First).ToContainTextAsync("half@");
        await Expect(cc).ToBeFocusedAsync();
        await TakeAsync("open");
        await Axe.ShouldBeCleanInBothAsync(page);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = isPhone ? ColorScheme.Dark : ColorScheme.Light });

        await agent.RecipientsIn("cc").Last.ClickAsync(new LocatorClickOptions { Position = new Position { X = 20, Y = 10 } });
        await Expect(cc).ToHaveValueAsync("half@");
        await cc.PressSequentiallyAsync("maker.test");
        await cc.PressAsync("Enter");
        await Expect(agent.RecipientsIn("cc").Last).ToHaveTextAsync("half@maker.test");
        await cc.PressAsync("Backspace");
        await Expect(agent.RecipientsIn("cc")).ToHaveTextAsync(["Dan Ott", "eve@customer.test", wolf, "Ada Ort"]);
        await page.GetByTestId("reply-Sender").ClickAsync();
        await Expect(agent.RecipientsIn("cc")).ToHaveTextAsync([wolf, "Ada Ort"]);
        await page.GetByTestId("reply-All").ClickAsync();
        await Expect(agent.RecipientsIn("cc")).ToHaveCountAsync(4);
        // Left without Enter: whoever goes on to write, or to send, means it.
        await agent.RecipientInput("bcc").PressSequentiallyAsync("boss@maker.test");
        await agent.TypeAsync("Please send it in.");
        await Expect(agent.RecipientsIn("bcc")).ToHaveTextAsync(["boss@maker.test"]);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBe(0);
        await agent.Send.ClickAsync();

        await Expect(agent.Entry("Please send it in.").GetByTestId("entry-recipients")).ToContainTextAsync("Bcc boss@maker.test");
        await Expect(agent.RecipientInput("bcc")).ToHaveCountAsync(0);
        var sent = (await rest.MessagesAsync(number)).Single(static entry => (string)entry["text"]! == "Please send it in.");
        string Of(string field) => string.Join(' ', sent[field]!.AsArray().Select(static box => (string)box!["address"]!));
        (Of("to"), Of("cc"), Of("bcc")).ShouldBe(("carla@customer.test", $"dan@customer.test eve@customer.test {wolf.Replace(' ', '.').ToLowerInvariant()}@maker.test ada@maker.test", "boss@maker.test"));
        await TakeAsync("sent");
        await agent.GoAsync($"/console/print/{number}");
        await Expect(page.GetByTestId("print")).ToContainTextAsync("Please send it in.");
        await Expect(page.GetByTestId("print")).Not.ToContainTextAsync("boss@maker.test");

        async Task TakeAsync(string name)
        {
            if (Screens.Folder is { } folder)
            {
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"recipients-{name}-{language}-{(isPhone ? "phone" : "desktop")}.png") });
            }
        }
    }
}
