using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Tickets;

/// <summary>P32 as an agent does it: from the list, from the header, by a key, by the command bar.</summary>
public sealed class TakeTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task P32_an_agent_takes_assigns_and_releases_from_list_header_and_shortcut()
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        await using var window = await browsers.OpenAsync();
        var (mara, timo) = (await rest.CreateAgentAsync("Mara Lind"), await rest.CreateAgentAsync("Timo Falk"));
        var agent = await AgentPage.SignInAsync(window, hub, mara);
        var page = agent.Page;
        var number = await rest.CreateTicketAsync("Kettle", "It leaks");
        await agent.OpenTicketAsync(number);

        await page.GetByTestId("take").ClickAsync();
        await HeldByAsync(mara.Id);
        await page.GetByTestId("release").ClickAsync();
        await HeldByAsync(null);

        await page.Keyboard.PressAsync("t");
        await HeldByAsync(mara.Id);
        await page.Keyboard.PressAsync("t");
        await HeldByAsync(null);

        await page.Keyboard.PressAsync("a");
        await Expect(page.GetByTestId("assignee")).ToBeFocusedAsync();
        await page.GetByTestId("assignee").SelectOptionAsync(timo.Id);
        await HeldByAsync(timo.Id);

        await PickAsync();
        await GiveAsync("none");
        await HeldByAsync(null);
        await PickAsync();
        await GiveAsync(mara.Id);
        await HeldByAsync(mara.Id);

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("release");
        await Expect(page.GetByTestId("command").First).ToContainTextAsync("Release");
        await page.Keyboard.PressAsync("Enter");
        await HeldByAsync(null);

        async Task PickAsync()
        {
            await agent.Row(number).HoverAsync();
            await agent.Pick(number).CheckAsync(new() { Force = true });
        }

        async Task GiveAsync(string to)
        {
            await page.GetByTestId("bulk-assignee").SelectOptionAsync(to);
            await page.GetByTestId("bulk-apply").ClickAsync();
        }

        Task HeldByAsync(string? id) => Eventually.HoldsAsync($"the ticket is held by {id ?? "nobody"}", async _ => (string?)(await rest.TicketAsync(number))["assignee"]?["id"] == id);
    }
}
