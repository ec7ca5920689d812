using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Embedding;

/// <summary>The widget on sites that are not Hub's.</summary>
public sealed class EmbeddingTests(SharedHub shared, Browsers browsers)
{
    private const string ProbeStorage = """
        () => { try { localStorage.setItem('probe', '1'); return localStorage.getItem('probe'); } catch (fault) { return fault.name; } }
        """;

    [Fact]
    public async Task On_another_site_the_conversation_is_kept_in_partitioned_storage()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var profile = Directory.CreateTempSubdirectory("hub-e2e-profile-");
        await using (var window = await browsers.OpenProfileAsync(profile.FullName, blocksThirdPartyStorage: false))
        {
            var visitor = await ConverseAsync(scene, window);
            (await ProbeAsync(visitor)).ShouldBe("1");

            var number = await visitor.NumberAsync();
            await visitor.Page.ReloadAsync();
            await visitor.OpenPanelAsync();
            await Expect(visitor.Others.Last).ToContainTextAsync("Good to hear from your shop");
            (await visitor.NumberAsync()).ShouldBe(number);
        }
        profile.Delete(recursive: true);
    }

    [Fact]
    public async Task With_third_party_storage_blocked_the_conversation_works_as_long_as_the_page_lives()
    {
        await using var scene = await ChatScene.StartAsync(shared.Process, browsers);
        var profile = Directory.CreateTempSubdirectory("hub-e2e-profile-");
        await using (var window = await browsers.OpenProfileAsync(profile.FullName, blocksThirdPartyStorage: true))
        {
            var visitor = await ConverseAsync(scene, window);
            (await ProbeAsync(visitor)).ShouldBe("SecurityError");

            await visitor.Launcher.ClickAsync();
            await visitor.OpenPanelAsync();
            await Expect(visitor.Others.Last).ToContainTextAsync("Good to hear from your shop");
        }
        profile.Delete(recursive: true);
    }

    [Fact]
    public async Task A_site_that_is_not_allowed_gets_no_widget()
    {
        await using var site = await EmbeddingSite.StartAsync(shared.Process);
        site.Embed(await shared.Rest.CreateChatInboxAsync("https://shop.example"));
        await using var window = await browsers.OpenAsync();
        var visitor = new VisitorPage(await window.NewPageAsync());
        var answer = await visitor.Page.RunAndWaitForResponseAsync(
            () => visitor.Page.GotoAsync(site.SameSite.ToString()), static response => response.Url.Contains("/widget/frame", StringComparison.Ordinal));

        answer.Status.ShouldBe(403);
        answer.Headers["content-security-policy"].ShouldContain("frame-ancestors 'none'");
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Expect(visitor.Launcher).ToBeHiddenAsync();
        await Expect(visitor.Frame).ToBeHiddenAsync();
        // The frame's document never ran: nothing of it reads as a panel.
        await Expect(visitor.Panel).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_site_that_lies_about_its_origin_cannot_show_the_frame()
    {
        await using var site = await EmbeddingSite.StartAsync(shared.Process);
        var inbox = await shared.Rest.CreateChatInboxAsync("https://shop.example");
        await using var window = await browsers.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.SameSite.ToString());
        var refusal = page.WaitForConsoleMessageAsync(new() { Predicate = static message => message.Text.Contains("frame-ancestors", StringComparison.Ordinal) });
        await page.EvaluateAsync("""
            address => { const frame = document.createElement('iframe'); frame.id = 'stolen'; frame.src = address; document.body.append(frame); }
            """, $"{shared.Process.Address}widget/frame?inbox={inbox}&origin=https%3A%2F%2Fshop.example");

        (await refusal).Text.ShouldContain("shop.example");
        await Expect(page.FrameLocator("#stolen").Locator(".panel")).ToHaveCountAsync(0);
    }

    private static async Task<VisitorPage> ConverseAsync(ChatScene scene, IBrowserContext window)
    {
        var visitor = await VisitorPage.OpenAsync(window, scene.Site.OtherSite);
        await visitor.IntroduceAsync("Paul Ahrens", "paul.ahrens@customer.test");
        await visitor.WriteAsync("Hello from another site");
        var number = await visitor.NumberAsync();
        var agent = await scene.SignInAsync();
        await agent.OpenTicketAsync(number);
        await agent.ReplyAsync("Good to hear from your shop");
        await Expect(visitor.Others.Last).ToContainTextAsync("Good to hear from your shop");
        return visitor;
    }

    private static Task<string> ProbeAsync(VisitorPage visitor) =>
        visitor.Page.Frames.Single(static frame => frame.Url.Contains("/widget/frame", StringComparison.Ordinal)).EvaluateAsync<string>(ProbeStorage);
}
