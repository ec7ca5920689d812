using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Accessibility;

/// <summary>Nothing serious for axe, in light and dark; everything can be done from the keyboard.</summary>
public sealed class AccessibilityTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task The_widget_has_no_grave_finding()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var visitor = await scene.VisitAsync();
        await visitor.WriteAsync("Can everybody read this?");
        var agent = await scene.SignInAsync();
        await agent.OpenTicketAsync(await visitor.NumberAsync());
        await agent.ReplyAsync("We hope so: https://example.com");
        await Expect(visitor.Others).ToHaveCountAsync(1);
        await Axe.ShouldBeCleanInBothAsync(visitor.Page);
    }

    [Fact]
    public async Task The_console_has_no_grave_finding()
    {
        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsAdministratorAsync(window, shared.Process);
        await agent.Rows.First.ClickAsync();
        await Expect(agent.Composer).ToBeVisibleAsync();
        await Axe.ShouldBeCleanInBothAsync(agent.Page);
    }

    [Fact]
    public async Task Contacts_organizations_and_the_command_bar_have_no_grave_finding()
    {
        var rest = new HubRest(shared.Process);
        var organization = (string)(await rest.PostAsync("/api/v1/organizations", new { name = HubRest.Unique("Acme") }))["id"]!;
        var contact = (string)(await rest.PostAsync("/api/v1/contacts", new { name = "Ada Nowak", organization }))["id"]!;
        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsAdministratorAsync(window, shared.Process);
        foreach (var path in new[] { "contacts", $"contacts/{contact}", "organizations", $"organizations/{organization}" })
        {
            await agent.GoAsync($"/console/{path}");
            await agent.ReadyAsync();
            await Expect(agent.Page.Locator(".settings .card").First).ToBeVisibleAsync();
            await Axe.ShouldBeCleanInBothAsync(agent.Page);
        }
        await agent.Page.Keyboard.PressAsync("Control+k");
        await Expect(agent.Page.GetByTestId("command").First).ToBeVisibleAsync();
        await Axe.ShouldBeCleanInBothAsync(agent.Page);
    }

    [Fact]
    public async Task The_sign_in_has_no_grave_finding()
    {
        await using var window = await browsers.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(new Uri(shared.Process.Address, "/signin").ToString());
        await Axe.ShouldBeCleanInBothAsync(page);
    }

    [Fact]
    public async Task A_visitor_and_an_agent_need_no_mouse()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        await using var window = await browsers.OpenAsync();
        var visitor = new VisitorPage(await window.NewPageAsync());
        await visitor.Page.GotoAsync(scene.Site.SameSite.ToString());
        await Expect(visitor.Launcher).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.Launcher).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Inside("input[name=name]")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("Nora Keys");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Input).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("No mouse here");
        await visitor.Page.Keyboard.PressAsync("Enter");
        var number = await visitor.NumberAsync();

        var agent = await scene.SignInAsync();
        await Expect(agent.Row(number)).ToBeVisibleAsync();
        while (await agent.Row(number).GetAttributeAsync("aria-current") is null)
        {
            var before = agent.Page.Url;
            await agent.Page.Keyboard.PressAsync("j");
            await Expect(agent.Page).Not.ToHaveURLAsync(before);
            await Expect(agent.Row(new Uri(agent.Page.Url).Segments[^1])).ToHaveAttributeAsync("aria-current", "true");
        }
        await Expect(agent.Entry("No mouse here")).ToBeVisibleAsync();
        await agent.Page.Keyboard.PressAsync("r");
        await Expect(agent.Composer).ToBeFocusedAsync();
        await agent.Page.Keyboard.TypeAsync("None needed");
        await agent.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visitor.Others.Last).ToContainTextAsync("None needed");

        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Launcher).ToBeFocusedAsync();
        await Expect(visitor.Frame).ToBeHiddenAsync();
    }
}
