using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Tickets;

/// <summary>The command bar, by the keyboard alone.</summary>
public sealed class CommandBarTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task The_command_bar_goes_anywhere_and_runs_the_open_tickets_commands_by_the_keyboard()
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        await using var window = await browsers.OpenAsync();
        var spare = HubRest.Unique("Spare parts");
        await rest.PostAsync("/api/v1/queues", new { name = spare });
        var agent = await AgentPage.SignInAsAdministratorAsync(window, hub);
        var page = agent.Page;
        var number = await rest.CreateTicketAsync("Kettle", "It leaks");
        await agent.OpenTicketAsync(await rest.CreateTicketAsync("Another", "Hello"));

        await RunAsync(number);
        await Expect(agent.Subject).ToHaveTextAsync("Kettle");
        await RunAsync(spare);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(spare);
        await RunAsync("contacts");
        await Expect(page.GetByTestId("add-contact")).ToBeVisibleAsync();

        // All of it before the bar is there, a slip and its correction too.
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("organizx");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.TypeAsync("ations\n");
        await Expect(page.GetByTestId("add-organization")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("command-bar")).ToHaveCountAsync(0);

        await agent.OpenTicketAsync(number);
        await RunAsync("close");
        await Expect(agent.Status).ToHaveAttributeAsync("data-state", "Closed");
        await RunAsync("merge");
        await Expect(page.GetByTestId("tie-number")).ToBeFocusedAsync();
        await Eventually.HoldsAsync("the dialog closes", async _ =>
        {
            // It listens to keys a moment after it is there.
            await page.Keyboard.PressAsync("Escape");
            return await page.GetByTestId("tie-dialog").CountAsync() == 0;
        });

        // From a field, and back into it.
        await agent.Composer.ClickAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.GetByTestId("command-input")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByTestId("command").Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("command-bar")).ToHaveCountAsync(0);
        await Expect(agent.Composer).ToBeFocusedAsync();
        await page.Locator(".rail .brand").ClickAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByTestId("shortcuts")).ToContainTextAsync("Commands");

        async Task RunAsync(string typed)
        {
            await page.Keyboard.PressAsync("Control+k");
            // At once, as a quick hand does.
            await page.Keyboard.TypeAsync(typed);
            await Expect(page.GetByTestId("command-input")).ToHaveValueAsync(typed);
            await Expect(page.GetByTestId("command").First).ToContainTextAsync(typed, new() { IgnoreCase = true });
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.GetByTestId("command-bar")).ToHaveCountAsync(0);
        }
    }
}
