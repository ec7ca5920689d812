using Hub.EndToEnd.Accessibility;
using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Hub.EndToEnd.Screenshots;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Rights;

/// <summary>An administrator sets up queues, roles, groups and agents on the screens. With <c>HUB_SCREENSHOTS=folder</c> they are
/// pictured there.</summary>
public sealed class RightsScreens(SharedHub shared, Browsers browsers)
{
    [Theory]
    [MemberData(nameof(Screens.All), MemberType = typeof(Screens))]
    public async Task An_administrator_makes_a_role_a_group_and_a_queue_on_the_screens(string language, bool isPhone)
    {
        await using var pictured = await PictureHub.OpenAsync(shared);
        var hub = pictured.Process;
        var rest = new HubRest(hub);
        var (queue, role, group) = (HubRest.Unique("Returns abroad"), HubRest.Unique("Returns desk"), HubRest.Unique("Returns team"));
        var member = await rest.CreateAgentAsync(HubRest.Unique("Rena Ort"));
        await using var window = await browsers.OpenAsync(Screens.Of(language, isPhone));
        var admin = await AgentPage.SignInAsAdministratorAsync(window, hub);
        var page = admin.Page;

        await OpenAsync(admin, "queues");
        await page.GetByTestId("add-queue").ClickAsync();
        await page.GetByTestId("queue-name").FillAsync(queue);
        await page.GetByTestId("queue-form").Locator("select").First.SelectOptionAsync(new SelectOptionValue { Label = "Billing › Returns" });
        await page.GetByTestId("own-hours").CheckAsync();
        await TakeAsync(page, $"queue-form-{language}", isPhone);
        await page.GetByTestId("queue-form").GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("queue-card").Filter(new() { HasText = queue })).ToBeVisibleAsync();
        await TakeAsync(page, $"queues-{language}", isPhone);

        await OpenAsync(admin, "roles");
        await page.GetByTestId("add-role").ClickAsync();
        await page.GetByTestId("role-name").FillAsync(role);
        var row = page.Locator("[data-testid=matrix-row][data-queue='Billing']");
        foreach (var right in new[] { "Read", "Note", "Reply" })
        {
            await row.Locator($"[data-right={right}]").ClickAsync();
            await Expect(row.Locator($"[data-right={right}]")).ToHaveAttributeAsync("data-mark", "allowed");
        }
        var denied = page.Locator($"[data-testid=matrix-row][data-queue='{queue}'] [data-right=Reply]");
        await denied.ClickAsync();
        await Expect(denied).ToHaveAttributeAsync("data-mark", "allowed");
        await denied.ClickAsync();
        await Expect(denied).ToHaveAttributeAsync("data-mark", "denied");
        await TakeAsync(page, $"role-form-{language}", isPhone);
        await page.GetByTestId("role-form").GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("role-card").Filter(new() { HasText = role })).ToBeVisibleAsync();

        await OpenAsync(admin, "groups");
        await page.GetByTestId("add-group").ClickAsync();
        await page.GetByTestId("group-name").FillAsync(group);
        await page.GetByTestId("group-roles").GetByLabel(role, new() { Exact = true }).CheckAsync();
        await page.GetByTestId("group-members").GetByLabel(member.Name, new() { Exact = true }).CheckAsync();
        await TakeAsync(page, $"group-form-{language}", isPhone);
        await page.GetByTestId("group-form").GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("group-card").Filter(new() { HasText = group })).ToBeVisibleAsync();

        await OpenAsync(admin, "agents");
        await page.GetByTestId("agent-card").Filter(new() { HasNotText = "admin@hub.test" }).First.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByTestId("agent-roles")).ToBeVisibleAsync();
        await TakeAsync(page, $"agent-form-{language}", isPhone);

        var made = (await rest.GetAsync("/api/v1/roles"))["items"]!.AsArray().Single(made => (string)made!["name"]! == role)!;
        made["rights"]!.AsArray().Select(static rule => (string)rule!["queue"]!["name"]!).Order().ShouldBe(["Billing", queue]);
    }

    private static Task OpenAsync(AgentPage admin, string tab) => admin.FollowAsync($"/console/settings/{tab}");

    private static async Task TakeAsync(IPage page, string name, bool isPhone)
    {
        // Only the matrix may be wider than the screen, inside a frame of its own.
        var overhang = await page.Locator(".settings .content").EvaluateAsync<int>("content => content.scrollWidth - content.clientWidth");
        overhang.ShouldBe(0);
        await Axe.ShouldBeCleanAsync(page, name);
        if (Screens.Folder is { } folder)
        {
            Directory.CreateDirectory(folder);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{(isPhone ? "phone" : "desktop")}.png") });
        }
    }
}
