using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Lists;

/// <summary>Who goes through the list faster than threads load.</summary>
public sealed class QuickReaderTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task Going_quickly_from_ticket_to_ticket_breaks_nothing()
    {
        await using var window = await browsers.OpenAsync();
        var agent = await AgentPage.SignInAsync(window, shared.Process, await shared.Rest.CreateAgentAsync("Quin Fast"));
        await agent.MarkPageAsync();
        var begun = shared.Process.Output.Length;

        foreach (var key in Enumerable.Repeat((string[])["j", "j", "j", "k", "k"], 40).SelectMany(static keys => keys))
        {
            await agent.Page.Keyboard.PressAsync(key);
        }

        await Expect(agent.Subject).ToBeVisibleAsync();
        await Expect(agent.Composer).ToBeVisibleAsync();
        await Expect(agent.MarkedPage).ToHaveCountAsync(1);
        shared.Process.Output[begun..].ShouldNotContain("Unhandled exception in circuit");
    }
}
