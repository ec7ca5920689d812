using Hub.EndToEnd.Accessibility;
using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Hub.EndToEnd.Screenshots;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Mail;

/// <summary>Receipts and signatures of a queue on the settings screen, in both languages, on a desk and on a phone.</summary>
public sealed class QueueTextScreens(SharedHub shared, Browsers browsers)
{
    [Theory]
    [MemberData(nameof(Screens.All), MemberType = typeof(Screens))]
    public async Task A_receipt_is_written_corrected_looked_at_and_kept(string language, bool isPhone)
    {
        var hub = shared.Process;
        var name = HubRest.Unique("Kettles");
        var queue = (string)(await shared.Rest.PostAsync("/api/v1/queues", new { name }))["id"]!;
        await using var window = await browsers.OpenAsync(Screens.Of(language, isPhone));
        var admin = await AgentPage.SignInAsAdministratorAsync(window, hub);
        await admin.FollowAsync("/console/settings/queues");
        var card = admin.Page.GetByTestId("queue-card").Filter(new() { HasText = name });
        await card.GetByRole(AriaRole.Button, new() { Name = language == "de" ? "Bearbeiten" : "Edit" }).ClickAsync();
        await card.GetByTestId("queue-sender").FillAsync("Kettle team");

        await card.GetByTestId("texts-receipt").GetByTestId("add-language").SelectOptionAsync("de");
        var text = card.GetByTestId("text-receipt-de");
        await text.Locator("textarea").FillAsync("Guten Tag,\nIhre Nummer: {{ ticket.subject }}");
        await text.GetByTestId("preview").ClickAsync();
        var place = language == "de" ? "Zeile 2, Spalte 17: Den Wert „ticket.subject“ gibt es nicht." : "Line 2, column 17: There is no value 'ticket.subject'.";
        await Expect(text.GetByTestId("text-preview")).ToContainTextAsync(place);
        await card.GetByTestId("save").ClickAsync();
        await Expect(card.GetByTestId("answer")).ToContainTextAsync($"Deutsch: {place}", new() { IgnoreCase = true });

        await text.Locator("textarea").FillAsync("Guten Tag,\nIhre Nummer: {{ ticket.number }}, {{ team.name }}");
        // By the keyboard alone: from the text to its preview.
        await text.Locator("textarea").PressAsync("Tab");
        await Expect(text.GetByTestId("preview")).ToBeFocusedAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await Expect(text.GetByTestId("text-preview")).ToContainTextAsync("Ihre Nummer: 123456, ");
        await card.GetByTestId("text-signature-all").Locator("textarea").FillAsync("{{ agent.name }}");
        await card.GetByTestId("save").ClickAsync();
        await Expect(card.GetByTestId("answer")).ToHaveClassAsync("result good");

        var settings = (await shared.Rest.GetAsync($"/api/v1/queues/{queue}"))["settings"]!;
        ((string)settings["receipts"]!["de"]!).ShouldBe("Guten Tag,\nIhre Nummer: {{ ticket.number }}, {{ team.name }}");
        ((string)settings["signature"]!).ShouldBe("{{ agent.name }}");
        ((string)settings["senderName"]!).ShouldBe("Kettle team");
        await Axe.ShouldBeCleanAsync(admin.Page, "texts of a queue");
        if (Screens.Folder is { } folder)
        {
            await card.ScreenshotAsync(new LocatorScreenshotOptions { Path = Path.Combine(folder, $"queue-texts-{language}-{(isPhone ? "phone" : "desktop")}.png") });
        }
        (await admin.Page.Locator(".settings .content").EvaluateAsync<int>("content => content.scrollWidth - content.clientWidth")).ShouldBe(0);
    }
}
