using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Lists;

/// <summary>P41 in the browser: a view of one's own, live, and a change of everything picked in it, taken back.</summary>
public sealed class ViewTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task P41_a_view_made_in_the_console_lists_live_and_is_changed_as_a_whole()
    {
        var hub = shared.Process;
        await using var window = await browsers.OpenAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        var rest = new HubRest(hub);
        var (field, tag) = (HubRest.Unique("site").Replace(' ', '_'), HubRest.Unique("boiler").Replace(' ', '-'));
        await rest.PostAsync("/api/v1/fields", new { name = field, label = "Site", type = "choice", choices = new[] { "Kiel", "Husum" } });
        string[] numbers = [await rest.CreateTicketAsync("Boiler one", "It drips."), await rest.CreateTicketAsync("Boiler two", "It hisses.")];
        await rest.PatchAsync($"/api/v1/tickets/{numbers[0]}", new { tags = new[] { tag }, fields = new Dictionary<string, string> { [field] = "Kiel" } });
        var agent = await AgentPage.SignInAsAdministratorAsync(window, hub);
        var page = agent.Page;

        await page.GotoAsync(new Uri(hub.Address, "/console/views").ToString());
        await agent.ReadyAsync();
        await page.GetByTestId("add-view").ClickAsync();
        await page.GetByTestId("view-name").FillAsync($"Boilers {tag}");
        await page.GetByTestId("add-condition").ClickAsync();
        await page.GetByTestId("condition-field").SelectOptionAsync("tag");
        await page.GetByTestId("condition-values").FillAsync(tag);
        await page.GetByLabel("Tags", new() { Exact = true }).CheckAsync();
        await page.GetByTestId("view-form").GetByLabel("Site", new() { Exact = true }).CheckAsync();
        await Screenshots.Screenshots.TakeAsync(page, "console-view-editor", ColorScheme.Light);
        await page.GetByTestId("save").ClickAsync();
        await page.GetByTestId("view-card").Filter(new() { HasText = tag }).GetByRole(AriaRole.Link).ClickAsync();

        await Expect(agent.Rows).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("row-columns")).ToContainTextAsync($"Tags {tag}");
        await Expect(page.GetByTestId("row-columns")).ToContainTextAsync("Site Kiel");
        await rest.PatchAsync($"/api/v1/tickets/{numbers[1]}", new { tags = new[] { tag } });
        await Expect(agent.Rows).ToHaveCountAsync(2);

        await agent.Row(numbers[0]).HoverAsync();
        await agent.Pick(numbers[0]).CheckAsync(new() { Force = true });
        await page.GetByTestId("pick-all").ClickAsync();
        await Screenshots.Screenshots.TakeAsync(page, "console-bulk", ColorScheme.Light);
        await page.GetByTestId("bulk-priority").SelectOptionAsync("Urgent");
        await page.GetByTestId("bulk-apply").ClickAsync();
        await Expect(page.GetByTestId("bulk-progress")).ToContainTextAsync("2 of 2");
        ((string)(await rest.TicketAsync(numbers[1]))["priority"]!).ShouldBe("urgent");
        await page.GetByTestId("bulk-undo").ClickAsync();
        await Expect(page.GetByTestId("bulk-undo")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("bulk-progress")).ToContainTextAsync("2 of 2");
        ((string)(await rest.TicketAsync(numbers[1]))["priority"]!).ShouldBe("normal");

        await agent.Row(numbers[0]).ClickAsync();
        await Expect(page.GetByTestId($"custom-{field}").Locator("select")).ToHaveValueAsync("Kiel");
        await page.GetByTestId("urgency").SelectOptionAsync("High");
        await page.GetByTestId("impact").SelectOptionAsync("High");
        await Expect(page.GetByTestId("priority")).ToHaveValueAsync("Urgent");
        await Screenshots.Screenshots.TakeAsync(page, "console-fields", ColorScheme.Light);
        await page.GotoAsync(new Uri(hub.Address, "/console/settings/fields").ToString());
        await Expect(page.GetByTestId("field-card").Filter(new() { HasText = field })).ToHaveCountAsync(1);
        await Screenshots.Screenshots.TakeAsync(page, "console-settings-fields", ColorScheme.Light);
    }
}
