using System.Text.RegularExpressions;
using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Lists;

/// <summary>The list is true without a reload.</summary>
public sealed class LiveListTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task Rows_enter_move_count_and_leave_without_a_reload()
    {
        var rest = shared.Rest;
        var (jo, queue) = await rest.CreateDeskAsync("Jo Brandt");
        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsync(window, shared.Process, jo);
        await agent.MarkPageAsync();

        var older = await rest.CreateTicketAsync("Older", "The first of two.", queue: queue);
        await Expect(agent.Row(older)).ToBeVisibleAsync();
        await Expect(agent.Row(older).GetByTestId("row-unread")).ToBeVisibleAsync();
        await Expect(agent.Page).ToHaveTitleAsync(new Regex(@"^\(1\)"));
        var newer = await rest.CreateTicketAsync("Newer", "The second of two.", queue: queue);
        await Expect(agent.Rows).ToHaveCountAsync(2);
        await Expect(agent.Rows.First).ToHaveAttributeAsync("data-number", newer);
        await Expect(agent.Page).ToHaveTitleAsync(new Regex(@"^\(2\)"));

        await rest.NoteAsync(older, "Something happened here");
        await Expect(agent.Rows.First).ToHaveAttributeAsync("data-number", older);

        await agent.Row(older).ClickAsync();
        await Expect(agent.Entry("The first of two.")).ToBeVisibleAsync();
        await Expect(agent.Row(older).GetByTestId("row-unread")).ToBeHiddenAsync();
        await Expect(agent.Page).ToHaveTitleAsync(new Regex(@"^\(1\)"));

        await rest.PatchAsync($"/api/v1/tickets/{newer}", new { status = "closed" });
        await Expect(agent.Row(newer)).ToHaveCountAsync(0);
        await Expect(agent.MarkedPage).ToHaveCountAsync(1);
    }
}
