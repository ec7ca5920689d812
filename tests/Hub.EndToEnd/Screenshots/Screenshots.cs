using Hub.EndToEnd.Accessibility;
using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Screenshots;

/// <summary>The pictures of docs/screenshots. With <c>HUB_SCREENSHOTS=folder</c> they are written there.</summary>
public sealed class Screenshots(SharedHub shared, Browsers browsers)
{
    private const string Question = "Hi! My Morgen kettle stops at 70 degrees since this morning. Is that a setting?";
    private const string Answer = "Hello Lena, that sounds like the descaling guard. Hold the lid button for five seconds, then it heats to the top again.";

    [Fact]
    public async Task Console_sign_in_and_widget()
    {
        await using var pictured = await PictureHub.OpenAsync(shared);
        var hub = pictured.Process;
        await using var visitorWindow = await OpenAsync(ColorScheme.Light, isPhone: false);
        await using var agentWindow = await OpenAsync(ColorScheme.Light, isPhone: false);
        await using var phoneWindow = await OpenAsync(ColorScheme.Light, isPhone: true);

        var signIn = await agentWindow.NewPageAsync();
        await signIn.GotoAsync(new Uri(hub.Address, "/signin").ToString());
        await TakeBothAsync(signIn, "signin");
        await signIn.CloseAsync();

        var mara = await new HubRest(hub).CreateAgentAsync("Mara Lind");
        var agent = await AgentPage.SignInAsync(agentWindow, hub, mara);
        var (visitor, number) = await ConverseAsync(hub, agent, visitorWindow);
        await TakeBothAsync(visitor.Page, "widget");
        await agent.Composer.FillAsync("And if that does not help, we send you a new lid – free of charge.");
        await Expect(agent.SaveState).ToHaveTextAsync("Draft saved");
        await Expect(agent.DeliveryOf(Answer)).ToHaveAttributeAsync("data-state", "Read");
        var typing = Expect(agent.Typing).ToBeVisibleAsync();
        await visitor.Input.PressSequentiallyAsync("Ah, wait");
        await typing;
        await TakeBothAsync(agent.Page, "console-desktop");

        var phone = await AgentPage.SignInAsync(phoneWindow, hub, mara);
        await Expect(phone.Row(number)).ToBeVisibleAsync();
        await TakeBothAsync(phone.Page, "console-phone-list");
        await phone.Row(number).ClickAsync();
        await Expect(phone.Entry(Answer)).ToBeVisibleAsync();
        await TakeBothAsync(phone.Page, "console-phone-thread");
    }

    [Fact]
    public async Task Widget_on_a_phone()
    {
        await using var pictured = await PictureHub.OpenAsync(shared);
        var hub = pictured.Process;
        await using var window = await OpenAsync(ColorScheme.Light, isPhone: true);
        await using var agentWindow = await OpenAsync(ColorScheme.Light, isPhone: false);
        var agent = await AgentPage.SignInAsync(agentWindow, hub, await new HubRest(hub).CreateAgentAsync("Mara Lind"));
        var (visitor, _) = await ConverseAsync(hub, agent, window);
        await TakeAsync(visitor.Page, "widget-phone", ColorScheme.Light);
    }

    [Theory]
    [MemberData(nameof(Screens.All), MemberType = typeof(Screens))]
    public async Task Daily_work_and_settings(string language, bool isPhone)
    {
        await using var pictured = await PictureHub.OpenAsync(shared);
        var hub = pictured.Process;
        var rest = new HubRest(hub);
        var scheme = isPhone ? ColorScheme.Dark : ColorScheme.Light;
        await using var window = await browsers.OpenAsync(Screens.Of(language, isPhone));
        var number = await rest.CreateTicketAsync("Kettle leaks at the base", Question, "Lena Vogt");
        await rest.NoteAsync(number, "Known fault of series B, see the letter of the maker.");
        await rest.PatchAsync($"/api/v1/tickets/{number}", new { priority = "high", tags = new[] { "kettle", "warranty" } });
        await rest.PatchAsync($"/api/v1/tickets/{number}", new { urgency = "high", status = "open" });
        var agent = await AgentPage.SignInAsAdministratorAsync(window, hub);
        var page = agent.Page;
        await Expect(agent.Rows.Nth(1)).ToBeVisibleAsync();
        if (isPhone)
        {
            await page.GetByTestId("menu").First.ClickAsync();
        }
        await Expect(page.GetByTestId("rail-queue").First).ToBeInViewportAsync();
        await ShootAsync("queue-tree");

        await agent.FollowAsync("/console/open");
        await Expect(agent.Rows.Nth(1)).ToBeVisibleAsync();
        foreach (var i in new[] { 0, 1 })
        {
            await page.GetByTestId("pick").Nth(i).CheckAsync(new() { Force = true });
        }
        await Expect(page.GetByTestId("bulk-bar")).ToBeVisibleAsync();
        await ShootAsync("bulk-bar");

        await agent.OpenTicketAsync(number);
        await Expect(agent.Entry("Known fault")).ToBeVisibleAsync();
        await ShootAsync("thread");
        await page.GetByTestId("ticket-menu").ClickAsync();
        await page.GetByTestId("menu-Merge").ClickAsync();
        await page.GetByTestId("tie-number").FillAsync("999999");
        await Expect(page.Locator(".tie-target .unknown")).ToBeVisibleAsync();
        (await page.Locator(".tie-target .unknown").EvaluateAsync<bool>("line => line.scrollWidth <= line.clientWidth")).ShouldBeTrue("the sentence is shown whole");
        await page.GetByTestId("tie-number").FillAsync("100002");
        await Expect(page.GetByTestId("tie-target")).ToContainTextAsync("Rechnung fehlt");
        await ShootAsync("merge-dialog");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("tie-dialog")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(language == "de" ? "zu" : "as");
        await Expect(page.GetByTestId("command").First).ToContainTextAsync(language == "de" ? "Zuweisen" : "Assign");
        await ShootAsync("command-bar");

        await agent.FollowAsync("/console/views");
        await Expect(page.GetByTestId("command-bar")).ToHaveCountAsync(0);
        await page.GetByTestId("add-view").ClickAsync();
        await page.GetByTestId("view-name").FillAsync(language == "de" ? "Dringend und offen" : "Urgent and open");
        await page.GetByTestId("add-condition").ClickAsync();
        await page.GetByTestId("condition-field").SelectOptionAsync("priority");
        await page.GetByTestId("condition").GetByRole(AriaRole.Checkbox).Nth(3).CheckAsync();
        await page.GetByTestId("add-condition").ClickAsync();
        await page.GetByTestId("condition-field").Nth(1).SelectOptionAsync("createdAt");
        await page.GetByTestId("condition-span").FillAsync("2d");
        await ShootAsync("view-editor");
        foreach (var tab in new[] { "inboxes", "queues", "agents", "roles", "statuses", "fields" })
        {
            await agent.FollowAsync($"/console/settings/{tab}");
            await Expect(page.Locator(".settings .card").First).ToBeVisibleAsync();
            await ShootAsync($"settings-{tab}");
        }

        async Task ShootAsync(string name)
        {
            await Axe.ShouldBeCleanAsync(page, name);
            await TakeAsync(page, $"{name}-{language}-{(isPhone ? "phone" : "desktop")}", scheme);
        }
    }

    private static async Task<(VisitorPage Visitor, string Number)> ConverseAsync(HubProcess hub, AgentPage agent, IBrowserContext window)
    {
        var visitor = await VisitorPage.OpenAsync(window, new Uri(hub.Address, "/demo"));
        await visitor.IntroduceAsync("Lena Vogt", "lena.vogt@customer.test");
        await visitor.WriteAsync(Question);
        var number = await visitor.NumberAsync();
        await agent.OpenTicketAsync(number);
        await agent.ReplyAsync(Answer);
        await Expect(visitor.Others.Last).ToContainTextAsync("Hold the lid button");
        await visitor.ExpectStateAsync(Question, "read");
        return (visitor, number);
    }

    private Task<IBrowserContext> OpenAsync(ColorScheme scheme, bool isPhone) => browsers.OpenAsync(new BrowserNewContextOptions
    {
        ColorScheme = scheme,
        ViewportSize = isPhone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1440, Height = 900 },
        HasTouch = isPhone,
        IsMobile = isPhone,
        DeviceScaleFactor = isPhone ? 2 : 1,
    });

    private static async Task TakeBothAsync(IPage page, string name)
    {
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            await TakeAsync(page, name, scheme);
        }
    }

    internal static async Task TakeAsync(IPage page, string name, ColorScheme scheme)
    {
        if (Screens.Folder is not { } folder)
        {
            return;
        }
        await page.EvaluateAsync("document.fonts.ready");
        await page.Mouse.MoveAsync(0, 0);
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Caret = ScreenshotCaret.Hide,
            Animations = ScreenshotAnimations.Disabled,
            Path = Path.Combine(folder, $"{name}-{scheme.ToString().ToLowerInvariant()}.png"),
        });
    }
}
