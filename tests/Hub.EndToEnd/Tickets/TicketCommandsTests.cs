using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Hub.EndToEnd.Screenshots;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Tickets;

/// <summary>What the menu of a ticket does, as an agent does it.</summary>
public sealed class TicketCommandsTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task An_agent_merges_two_tickets_and_undoes_it_from_the_history()
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsync(window, hub, await rest.CreateAgentAsync("Mara Lind"));
        var first = await rest.CreateTicketAsync("Kettle leaks", "Water under the kettle");
        var second = await rest.CreateTicketAsync("Kettle", "It still leaks");

        await agent.OpenTicketAsync(first);
        await MenuAsync(agent, "Merge");
        await agent.Page.GetByTestId("tie-number").FillAsync("0");
        await agent.Page.GetByTestId("tie-confirm").ClickAsync();
        await Expect(agent.Page.GetByTestId("tie-refusal")).ToBeVisibleAsync();
        await ShootAsync(agent.Page, "merge-dialog");
        await agent.Page.GetByTestId("tie-number").FillAsync(second);
        await agent.Page.GetByTestId("tie-confirm").ClickAsync();

        await Expect(agent.Page.GetByTestId("members")).ToContainTextAsync(first);
        await Expect(agent.Entry("Water under the kettle")).ToBeVisibleAsync();
        await Expect(agent.Entry("It still leaks")).ToBeVisibleAsync();
        await agent.Page.GetByText("History").ClickAsync();
        await ShootAsync(agent.Page, "merged-thread");
        await agent.Page.GetByTestId("undo").First.ClickAsync();
        await Expect(agent.Page.GetByTestId("members")).ToHaveCountAsync(0);
        await Expect(agent.Entry("Water under the kettle")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_agent_splits_sets_aside_watches_and_is_told()
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsync(window, hub, await rest.CreateAgentAsync("Noa Berg"));
        var number = await rest.CreateTicketAsync("Kettle", "Two things: it leaks");
        await rest.NoteAsync(number, "@Noa Berg the lid is loose, too");
        await Expect(agent.Page.GetByTestId("count-notices")).ToHaveTextAsync("1");

        await agent.OpenTicketAsync(number);
        await MenuAsync(agent, "Watch");
        await Expect(agent.Page.GetByTestId("watchers")).ToContainTextAsync("Noa Berg");
        await MenuAsync(agent, "Select");
        await agent.Entry("the lid is loose").GetByTestId("select-entry").CheckAsync();
        await ShootAsync(agent.Page, "selection");
        await agent.Page.GetByTestId("selection-split").ClickAsync();
        await agent.Page.GetByTestId("tie-subject").FillAsync("Loose lid");
        await agent.Page.GetByTestId("tie-confirm").ClickAsync();
        await Expect(agent.Subject).ToHaveTextAsync("Loose lid");
        await Expect(agent.Page.GetByTestId("origin")).ToContainTextAsync(number);

        await MenuAsync(agent, "Tomorrow");
        await Expect(agent.Status).ToHaveAttributeAsync("data-state", "Pending");
        await Expect(agent.Page.GetByTestId("pending-until")).ToContainTextAsync("09:00");
        await agent.FollowAsync("/console/notices");
        await Expect(agent.Page.GetByTestId("notice").First).ToContainTextAsync("mentioned you");
        await ShootAsync(agent.Page, "notices");
    }

    [Fact]
    public async Task A_call_is_noted_and_closed_at_once()
    {
        var hub = shared.Process;
        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsync(window, hub, await new HubRest(hub).CreateAgentAsync("Mara Lind"));
        await agent.FollowAsync("/console/new");
        var page = agent.Page;
        await page.GetByTestId("new-name").FillAsync("Ada Nowak");
        await page.GetByTestId("new-phone").FillAsync("+49 30 1234567");
        await page.GetByTestId("new-subject").FillAsync("Opening hours");
        await page.GetByTestId("new-text").FillAsync("Asked when we open.");
        await page.GetByTestId("new-minutes").FillAsync("3");
        await page.GetByTestId("new-closed").CheckAsync();
        await ShootAsync(page, "new-ticket");
        await page.GetByTestId("new-save").ClickAsync();
        await Expect(agent.Subject).ToHaveTextAsync("Opening hours");
        await Expect(agent.Status).ToHaveAttributeAsync("data-state", "Closed");
        await MenuAsync(agent, "Archive");
        await ShootAsync(page, "phone-note");
    }

    private static async Task MenuAsync(AgentPage agent, string action)
    {
        await agent.Page.GetByTestId("ticket-menu").ClickAsync();
        await agent.Page.GetByTestId($"menu-{action}").ClickAsync();
    }

    /// <summary>With <c>HUB_SCREENSHOTS=folder</c> the picture is written there.</summary>
    private static async Task ShootAsync(IPage page, string name)
    {
        if (Screens.Folder is { } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
        }
    }
}
