using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Chat;

/// <summary>A conversation outlives the page, the connection and the server.</summary>
public sealed class ResumedConversationTests(SharedHub shared, Browsers browsers)
{
    [Fact]
    public async Task A_reload_shows_the_same_conversation()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var (visitor, agent, number) = await scene.BeginAsync("Before the reload");
        await agent.ReplyAsync("An answer");
        await Expect(visitor.Others).ToHaveCountAsync(1);

        await visitor.Page.ReloadAsync();
        await visitor.OpenPanelAsync();
        await Expect(visitor.Own).ToContainTextAsync(["Before the reload"]);
        await Expect(visitor.Others.Last).ToContainTextAsync("An answer");
        (await visitor.NumberAsync()).ShouldBe(number);

        await visitor.WriteAsync("After the reload");
        await Expect(agent.Entry("After the reload")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_second_tab_shows_the_same_and_both_move_on()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var (first, agent, number) = await scene.BeginAsync("From the first tab");
        var second = await VisitorPage.OpenAsync(first.Page.Context, scene.Site.SameSite);
        await Expect(second.Message("From the first tab")).ToHaveCountAsync(1);
        (await second.NumberAsync()).ShouldBe(number);

        await second.WriteAsync("From the second tab");
        await Expect(first.Message("From the second tab")).ToHaveCountAsync(1);
        await agent.ReplyAsync("For both tabs");
        await Expect(first.Message("For both tabs")).ToHaveCountAsync(1);
        await Expect(second.Message("For both tabs")).ToHaveCountAsync(1);
        (await scene.Rest.PublicTextsAsync(number)).ShouldBe(["From the first tab", "From the second tab", "For both tabs"]);
    }

    [Fact]
    public async Task What_is_written_offline_is_sent_once_and_in_order()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var (visitor, agent, number) = await scene.BeginAsync("Online");
        await visitor.Page.Context.SetOfflineAsync(true);
        string[] offline = ["Offline one", "Offline two", "Offline three"];
        foreach (var text in offline)
        {
            await visitor.WriteAsync(text);
            await visitor.ExpectStateAsync(text, "sending");
        }
        // Not in the console: what still got out of the visitor's browser would make the reply stale there.
        await scene.Rest.ReplyAsync(number, "Written meanwhile");
        await Expect(visitor.Message("Written meanwhile")).ToHaveCountAsync(0);

        await visitor.Page.Context.SetOfflineAsync(false);
        await visitor.ExpectStateAsync("Offline three", "sent", "delivered", "read");
        await Expect(visitor.Message("Written meanwhile")).ToHaveCountAsync(1);
        await Expect(agent.Entry("Offline three")).ToBeVisibleAsync();
        // Where the agent's line stands among them depends on what got out before the connection was gone.
        var texts = await scene.Rest.PublicTextsAsync(number);
        texts.Where(static text => text != "Written meanwhile").ShouldBe(["Online", .. offline]);
        texts.Count.ShouldBe(5);
    }

    [Fact]
    public async Task What_is_written_while_the_server_is_dead_is_sent_once_and_in_order()
    {
        await using var hub = await HubProcess.StartAsync(new() { ["Hub__Demo"] = "false" });
        await using var scene = await ChatScene.StartAsync(hub, browsers);
        var visitor = await scene.VisitAsync();
        await visitor.WriteAsync("Before");
        var number = await visitor.NumberAsync();

        await hub.KillAsync();
        string[] meanwhile = ["While dead one", "While dead two", "While dead three"];
        foreach (var text in meanwhile)
        {
            await visitor.WriteAsync(text);
        }
        await Expect(visitor.Panel).ToHaveAttributeAsync("data-link", "offline");
        await visitor.ExpectStateAsync("While dead three", "sending");

        await hub.StartAgainAsync();
        await visitor.ExpectStateAsync("While dead three", "sent", "delivered");
        (await scene.Rest.PublicTextsAsync(number)).ShouldBe(["Before", .. meanwhile]);
    }
}
