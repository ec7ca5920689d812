using System.Text.RegularExpressions;
using Hub.EndToEnd.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Lists;

/// <summary>The list is true without a reload. A Hub of its own: counts must not be touched by other tests.</summary>
public sealed class LiveListTests(Browsers browsers)
{
    [Fact]
    public async Task Rows_enter_move_count_and_leave_without_a_reload()
    {
        await using var hub = await HubProcess.StartAsync(new() { ["Hub__Demo"] = "false" });
        await using var scene = await ChatScene.StartAsync(hub, browsers);
        var agent = await scene.SignInAsync();
        await agent.MarkPageAsync();

        var older = await scene.Rest.CreateTicketAsync("Older", "The first of two.");
        await Expect(agent.Row(older)).ToBeVisibleAsync();
        await Expect(agent.Row(older).GetByTestId("row-unread")).ToBeVisibleAsync();
        await Expect(agent.Page).ToHaveTitleAsync(new Regex(@"^\(1\)"));
        var newer = await scene.Rest.CreateTicketAsync("Newer", "The second of two.");
        await Expect(agent.Rows).ToHaveCountAsync(2);
        await Expect(agent.Rows.First).ToHaveAttributeAsync("data-number", newer);
        await Expect(agent.Page).ToHaveTitleAsync(new Regex(@"^\(2\)"));

        await scene.Rest.NoteAsync(older, "Something happened here");
        await Expect(agent.Rows.First).ToHaveAttributeAsync("data-number", older);

        await agent.Row(older).ClickAsync();
        await Expect(agent.Entry("The first of two.")).ToBeVisibleAsync();
        await Expect(agent.Row(older).GetByTestId("row-unread")).ToBeHiddenAsync();
        await Expect(agent.Page).ToHaveTitleAsync(new Regex(@"^\(1\)"));

        await scene.Rest.PatchAsync($"/api/v1/tickets/{newer}", new { status = "closed" });
        await Expect(agent.Row(newer)).ToHaveCountAsync(0);
        await Expect(agent.MarkedPage).ToHaveCountAsync(1);
    }
}
