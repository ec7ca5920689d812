using System.Net.Http.Headers;
using System.Text;
using Hub.EndToEnd.Accessibility;
using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Hub.EndToEnd.Screenshots;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Trays;

/// <summary>The tray in the console: live, by the keyboard alone, on a desk in English and on a phone in German.</summary>
public sealed class TrayTests(SharedHub shared, Browsers browsers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", false, "automatic", "blocked")]
    [InlineData("de", true, "automatisch", "gesperrt")]
    public async Task What_is_kept_back_comes_live_and_goes_into_a_ticket_by_the_keyboard(string language, bool isPhone, string automatic, string blocked)
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        var unique = Guid.NewGuid().ToString("n")[..8];
        var inbox = (string)(await rest.PostAsync("/api/v1/inboxes", new { name = HubRest.Unique("Mail"), channel = "email", settings = new { address = $"{unique}@hub.test" } }))["id"]!;
        var number = await rest.CreateTicketAsync($"Kettle {unique}", "It leaks");
        await using var window = await browsers.OpenAsync(Screens.Of(language, isPhone));
        var agent = await AgentPage.SignInAsAdministratorAsync(window, hub);
        var page = agent.Page;
        await agent.FollowAsync("/console/tray");

        // Comes while one looks, in the list and in the rail.
        await PostAsync(hub, inbox, $"robot-{unique}@shop-{unique}.test", $"News {unique}", "Precedence: bulk");
        var news = page.GetByTestId("tray-item").Filter(new LocatorFilterOptions { HasText = $"News {unique}" });
        await Expect(news).ToHaveCountAsync(1);
        await Expect(news.GetByTestId("tray-cause")).ToHaveTextAsync(automatic);
        await Expect(page.Locator("nav.rail a[href='/console/tray']")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("[0-9]"));
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, "nothing stands out of the screen");
        var original = await page.RunAndWaitForDownloadAsync(() => news.GetByTestId("tray-original").ClickAsync());
        (await File.ReadAllTextAsync(await original.PathAsync(), Ct)).ShouldContain("Precedence: bulk");

        // The domain is blocked from its item; the next mail says so.
        await news.Locator($"[data-testid=block][data-sender='shop-{unique}.test']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(news.GetByTestId("tray-answer")).ToBeVisibleAsync();
        await PostAsync(hub, inbox, $"person-{unique}@shop-{unique}.test", $"Please {unique}", "X-Test: 1");
        var held = page.GetByTestId("tray-item").Filter(new LocatorFilterOptions { HasText = $"Please {unique}" });
        await Expect(held.GetByTestId("tray-cause")).ToHaveTextAsync(blocked);
        await Axe.ShouldBeCleanAsync(page, "tray");
        await Screenshots.Screenshots.TakeAsync(page, $"tray-{language}-{(isPhone ? "phone" : "desktop")}", isPhone ? ColorScheme.Dark : ColorScheme.Light);
        await news.GetByTestId("discard").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(news).ToHaveCountAsync(0);

        await held.GetByTestId("release-number").FocusAsync();
        await page.Keyboard.TypeAsync("999999999");
        await page.Keyboard.PressAsync("Enter");
        await Expect(held.GetByTestId("tray-answer")).ToBeVisibleAsync();
        await held.GetByTestId("release-number").FillAsync(number);
        await page.Keyboard.PressAsync("Enter");
        await Expect(agent.Subject).ToContainTextAsync($"Kettle {unique}");
        await Expect(agent.Entry("Hello from outside").GetByTestId("trust")).ToHaveAttributeAsync("data-trust", "Unverified");

        await agent.FollowAsync("/console/tray/blocked");
        var sender = page.GetByTestId("blocked-sender").Filter(new LocatorFilterOptions { HasText = $"shop-{unique}.test" });
        await sender.GetByTestId("unblock").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(sender).ToHaveCountAsync(0);
        await page.GetByTestId("blocked-input").FillAsync($"{unique}@hub.test");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("answer")).ToHaveClassAsync("result fault");
    }

    private static async Task PostAsync(HubProcess hub, string inbox, string from, string subject, string header)
    {
        var mail = $"From: {from}\r\nTo: desk@hub.test\r\nMessage-ID: <{Guid.NewGuid():n}@customer.test>\r\nSubject: {subject}\r\n{header}\r\n\r\nHello from outside\r\n";
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(mail)) { Headers = { ContentType = new MediaTypeHeaderValue("message/rfc822") } };
        using var answer = await hub.Api.PostAsync($"/api/v1/inboxes/{inbox}/mail", body, Ct);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Ct));
    }
}
