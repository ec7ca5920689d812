using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Tickets;

/// <summary>Small things of every day, as an agent does them.</summary>
public sealed class DailyWorkTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task P64_a_possible_duplicate_is_merged_with_one_click()
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsync(window, hub, await rest.CreateAgentAsync("Mara Lind"));
        var first = await MakeAsync("My new kettle leaks at the base since Monday");
        var second = await MakeAsync("Hello? My new kettle leaks at the base since Monday!");

        await agent.OpenTicketAsync(second);
        await Expect(agent.Page.GetByTestId("duplicates")).ToContainTextAsync(first);
        await agent.Page.GetByTestId("merge-duplicate").ClickAsync();

        await Expect(agent.Page.GetByTestId("members")).ToContainTextAsync(second);
        await Expect(agent.Entry("Hello? My new kettle")).ToBeVisibleAsync();
        ((string)(await rest.TicketAsync(second))["mergedInto"]!).ShouldBe(first);

        async Task<string> MakeAsync(string text) => (string)(await rest.PostAsync("/api/v1/tickets", new
        {
            subject = "Kettle leaks",
            contact = new { name = "Ada", email = "ada@twice.test" },
            message = new { kind = "public", text },
        }))["number"]!;
    }

    [Fact]
    public async Task After_sending_an_agent_stays_goes_on_or_goes_back_as_it_chose()
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        await using var window = await browsers.OpenAsync();
        var (mara, queue) = await rest.CreateDeskAsync("Mara Lind");
        var agent = await AgentPage.SignInAsync(window, hub, mara);
        var page = agent.Page;
        var numbers = new List<string>();
        foreach (var subject in (string[])["One", "Two", "Three"])
        {
            numbers.Add(await rest.CreateTicketAsync(subject, $"Text of {subject}", queue: queue));
        }

        await ReplyFromAsync(numbers[0], "stays here");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/console/open/{numbers[0]}\\?sort=newest"));

        await ChooseAsync("List");
        await ReplyFromAsync(numbers[1], "back to the list");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/console/open\\?sort=newest"));

        await ChooseAsync("Next");
        await ReplyFromAsync(numbers[2], "on to the next");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/console/open/{numbers[1]}\\?sort=newest"));

        async Task ChooseAsync(string after)
        {
            await page.GetByTestId("agent-menu").ClickAsync();
            await page.GetByTestId($"after-{after}").ClickAsync();
            // Pressed while the menu is still there, the button would close it.
            await Expect(page.GetByTestId($"after-{after}")).ToHaveCountAsync(0);
            await page.GetByTestId("agent-menu").ClickAsync();
            await Expect(page.GetByTestId($"after-{after}")).ToContainTextAsync("✓");
            await page.Keyboard.PressAsync("Escape");
        }

        async Task ReplyFromAsync(string number, string text)
        {
            await agent.GoAsync($"/console/open/{number}?sort=newest");
            await agent.ReadyAsync();
            await Expect(agent.Subject).ToBeVisibleAsync();
            await Expect(agent.Rows).ToHaveCountAsync(3);
            await agent.ReplyAsync(text);
            await Eventually.HoldsAsync("the reply is stored", async _ => (await rest.PublicTextsAsync(number)).Contains(text));
        }
    }

    [Fact]
    public async Task The_print_view_has_the_whole_thread_and_nothing_else()
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsync(window, hub, await rest.CreateAgentAsync("Mara Lind"));
        var number = await rest.CreateTicketAsync("Kettle", "It leaks at the base");
        await rest.NoteAsync(number, "Known fault of series B");
        await rest.PatchAsync($"/api/v1/tickets/{number}", new { priority = "high" });

        await agent.GoAsync($"/console/print/{number}");
        var sheet = agent.Page.GetByTestId("print");
        await Expect(sheet).ToContainTextAsync($"#{number} Kettle");
        await Expect(sheet).ToContainTextAsync("It leaks at the base");
        await Expect(sheet).ToContainTextAsync("Known fault of series B");
        await Expect(sheet.Locator("article")).ToHaveCountAsync((await rest.MessagesAsync(number)).Count);
        await Expect(agent.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await agent.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Expect(sheet.GetByRole(AriaRole.Button)).ToBeHiddenAsync();
        await agent.GoAsync("/console/print/999999");
        await Expect(agent.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_agent_turns_a_ticket_back_measures_time_and_picks_a_known_tag()
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsync(window, hub, await rest.CreateAgentAsync("Mara Lind"));
        var page = agent.Page;
        var other = await rest.CreateTicketAsync("Other", "Has a tag");
        await rest.PatchAsync($"/api/v1/tickets/{other}", new { tags = new[] { "warranty" } });
        var number = await rest.CreateTicketAsync("Kettle", "It leaks");
        await rest.PatchAsync($"/api/v1/tickets/{number}", new { priority = "urgent" });

        await agent.OpenTicketAsync(number);
        await page.GetByText("History").ClickAsync();
        await page.GetByTestId("replay-at").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.GetByTestId("replayed-priority")).ToHaveTextAsync("Normal");
        await page.Keyboard.PressAsync("End");
        await Expect(page.GetByTestId("replayed-priority")).ToHaveTextAsync("Urgent");

        await page.GetByTestId("add-tag").FocusAsync();
        await Expect(page.Locator("#known-tags option[value=warranty]")).ToBeAttachedAsync();
        await page.GetByTestId("add-tag").FillAsync("warranty");
        await page.Keyboard.PressAsync("Enter");
        await Eventually.HoldsAsync("the tag is set", async _ => (await rest.TicketAsync(number))["tags"]!.AsArray().Any(static tag => (string)tag! == "warranty"));

        await page.GetByTestId("timer").ClickAsync();
        await Expect(page.GetByTestId("timer")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.ReloadAsync();
        await agent.ReadyAsync();
        await Expect(page.GetByTestId("timer")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByTestId("timer").ClickAsync();
        await Expect(page.GetByTestId("tie-minutes")).ToHaveValueAsync("1");
        await page.GetByTestId("tie-confirm").ClickAsync();
        await Expect(page.GetByTestId("booked")).ToContainTextAsync("1 min");
    }
}
