using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Rights;

/// <summary>The bookkeeper's console holds its queue and nothing else.</summary>
public sealed class BookkeeperConsoleTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task P29_P30_the_console_shows_the_bookkeeper_its_queue_alone_and_follows_a_change_of_its_roles()
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        var board = await QueueAsync(rest, HubRest.Unique("Board"), null);
        var name = HubRest.Unique("Treasurer");
        var treasurer = await QueueAsync(rest, name, board);
        var role = (string)(await rest.PostAsync("/api/v1/roles", new
        {
            name = HubRest.Unique("Bookkeeper"),
            rights = new[] { new { queue = treasurer, subtree = true, allow = new[] { "read", "note" } } },
        }))["id"]!;
        var email = $"{HubRest.Unique("ida").Replace(' ', '.')}@hub.test";
        var ida = new TestAgent((string)(await rest.PostAsync("/api/v1/agents", new
        {
            name = "Ida",
            email,
            password = HubRest.AgentPassword,
            language = "en",
            roles = new[] { role },
            groups = Array.Empty<string>(),
        }))["id"]!, "Ida", email, HubRest.AgentPassword);
        var hidden = await TicketAsync(rest, board, "Minutes of the board");
        var shown = await TicketAsync(rest, treasurer, "Receipt for paint");
        await rest.PostAsync($"/api/v1/tickets/{shown}/links", new { type = "child", number = hidden });

        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsync(window, hub, ida);
        await agent.MarkPageAsync();
        await Expect(agent.Row(shown)).ToBeVisibleAsync();
        await Expect(agent.Rows).ToHaveCountAsync(1);
        await Expect(agent.Page.GetByTestId("rail-queue")).ToHaveCountAsync(1);
        await Expect(agent.Page.GetByTestId("rail-queue")).ToHaveAttributeAsync("data-queue", name);
        await Expect(agent.Page.GetByTestId($"count-{treasurer}")).ToHaveTextAsync("1");

        // What her ticket hangs together with stays, without the number of what she may not see.
        await agent.Row(shown).ClickAsync();
        await Expect(agent.Entry("About Receipt for paint")).ToBeVisibleAsync();
        await Expect(agent.Page.GetByTestId("hidden-link")).ToContainTextAsync("a ticket you cannot see");
        await Expect(agent.Page.Locator("body")).Not.ToContainTextAsync(hidden);

        // Her role grows: the console shows it where it stands.
        await rest.PatchAsync($"/api/v1/roles/{role}", new { rights = new[] { new { queue = board, subtree = true, allow = new[] { "read", "note" } } } });
        await Expect(agent.Row(hidden)).ToBeVisibleAsync(new() { Timeout = 5_000 });
        await Expect(agent.Page.GetByTestId("hidden-link")).ToHaveCountAsync(0);
        await Expect(agent.Page.GetByTestId($"count-{board}")).ToHaveTextAsync("2");
        await agent.Row(hidden).ClickAsync();
        await Expect(agent.Entry("About Minutes of the board")).ToBeVisibleAsync();

        // And shrinks: list, rail and the open thread go within five seconds, without a reload.
        await rest.PatchAsync($"/api/v1/agents/{ida.Id}", new { roles = Array.Empty<string>() });
        await Expect(agent.Rows).ToHaveCountAsync(0, new() { Timeout = 5_000 });
        await Expect(agent.Page.GetByTestId("rail-queue")).ToHaveCountAsync(0, new() { Timeout = 5_000 });
        await Expect(agent.Entry("About Minutes of the board")).ToHaveCountAsync(0, new() { Timeout = 5_000 });
        await Expect(agent.MarkedPage).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task P31_the_console_moves_a_ticket_with_a_note_in_one_action()
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        var second = await QueueAsync(rest, HubRest.Unique("Second level"), null);
        var number = await rest.CreateTicketAsync("Too hard", "It does not start.");
        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsync(window, hub, await rest.CreateAgentAsync("Fay"));
        await agent.OpenTicketAsync(number);

        await agent.Page.GetByTestId("queue").SelectOptionAsync(second);
        await agent.Page.GetByTestId("move-note").FillAsync("Needs the database");
        await agent.Page.GetByTestId("move").ClickAsync();

        await Expect(agent.Entry("Needs the database")).ToBeVisibleAsync();
        ((string)(await rest.TicketAsync(number))["queue"]!["id"]!).ShouldBe(second);
    }

    private static async Task<string> QueueAsync(HubRest rest, string name, string? parent) =>
        (string)(await rest.PostAsync("/api/v1/queues", new { name, parent }))["id"]!;

    private static async Task<string> TicketAsync(HubRest rest, string queue, string subject) => (string)(await rest.PostAsync("/api/v1/tickets", new
    {
        subject,
        queue,
        contact = new { name = "Ada Nowak", email = "ada@customer.test" },
        message = new { kind = "public", text = $"About {subject}" },
    }))["number"]!;
}
