using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Hub.EndToEnd.Screenshots;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.People;

/// <summary>Contacts and organizations in the console, on a desk and on a phone.</summary>
public sealed class ContactPagesTests(SharedHub shared, Browsers browsers)
{
    [Theory]
    [InlineData("en", false)]
    [InlineData("de", true)]
    public async Task An_agent_finds_writes_and_merges_contacts_and_undoes_it(string language, bool isPhone)
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        await using var window = await OpenAsync(language, isPhone);
        var (ada, other) = (HubRest.Unique("Adalind Nowak"), HubRest.Unique("A. Nowak"));
        var (acme, plan) = (HubRest.Unique("Acme"), HubRest.Unique("plan").Replace(' ', '_'));
        await rest.PostAsync("/api/v1/fields", new { name = plan, label = "Plan", type = "choice", scope = "contact", choices = new[] { "basic", "gold" } });
        await rest.PostAsync("/api/v1/organizations", new { name = acme });
        var first = await rest.CreateTicketAsync("Kettle", "It leaks", ada);
        var second = await rest.CreateTicketAsync("Invoice", "Which one?", other);
        var agent = await AgentPage.SignInAsAdministratorAsync(window, hub);
        var page = agent.Page;

        await agent.FollowAsync("/console/contacts");
        await page.GetByTestId("people-search").FillAsync(ada);
        await Expect(page.GetByTestId("contact-card")).ToHaveCountAsync(1);
        await TakeAsync(page, "contacts", language, isPhone);
        await page.GetByTestId("contact-card").GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByTestId("contact-phones").FillAsync(isPhone ? "+49 30 2345601\n+49 170 7654301" : "+49 30 2345602\n+49 170 7654302");
        await page.GetByTestId("contact-organization").FillAsync(acme);
        await page.Locator($"#custom-{plan}").SelectOptionAsync("gold");
        await page.GetByTestId("contact-form").GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("answer")).ToHaveClassAsync("result good");

        await page.GetByTestId("contact-merge").Locator("summary").ClickAsync();
        await page.GetByTestId("contact-merge").GetByTestId("people-search").FillAsync(other);
        await page.GetByTestId("merge-contact").ClickAsync();
        await Expect(page.GetByTestId("merged-from")).ToContainTextAsync(ada);
        await Expect(page.GetByTestId("contact-emails")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("ada.*\n.*ada"));
        await Expect(page.GetByTestId("timeline").GetByTestId("ticket-row")).ToHaveCountAsync(2);
        await TakeAsync(page, "contact", language, isPhone);
        await page.GetByTestId("undo-merge").ClickAsync();
        await Expect(page.GetByTestId("merged-from")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("timeline").GetByTestId("ticket-row")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("timeline")).ToContainTextAsync(second);

        await agent.OpenTicketAsync(first);
        if (isPhone)
        {
            await page.GetByTestId("details").ClickAsync();
        }
        await Expect(page.GetByTestId("contact-organization-link")).ToHaveTextAsync(acme);
        await page.GetByTestId("contact-organization-link").ClickAsync();
        await Expect(page.GetByTestId("organization-contacts")).ToContainTextAsync(ada);
        await Expect(page.GetByTestId("timeline")).ToContainTextAsync(first);
        await TakeAsync(page, "organization", language, isPhone);
    }

    [Fact]
    public async Task Lists_go_on_page_by_page_and_the_timeline_shows_what_the_agent_may_see()
    {
        var hub = shared.Process;
        var rest = new HubRest(hub);
        await using var window = await OpenAsync("en", isPhone: false);
        var stem = HubRest.Unique("Listed");
        var queue = (string)(await rest.PostAsync("/api/v1/queues", new { name = HubRest.Unique("Board") }))["id"]!;
        var open = (string)(await rest.PostAsync("/api/v1/queues", new { name = HubRest.Unique("Desk") }))["id"]!;
        var contact = (string)(await rest.PostAsync("/api/v1/contacts", new { name = $"{stem} Zoe" }))["id"]!;
        await MakeAsync(queue, "Secret matter");
        await MakeAsync(open, "Open matter");
        for (var i = 0; i < 35; i++)
        {
            await rest.PostAsync("/api/v1/contacts", new { name = $"{stem} {i:00}" });
        }
        var role = (string)(await rest.PostAsync("/api/v1/roles", new { name = HubRest.Unique("Desk"), rights = new[] { new { queue = open, subtree = true, allow = new[] { "read", "note" } } } }))["id"]!;
        var email = $"{HubRest.Unique("desk").Replace(' ', '.')}@hub.test";
        await rest.PostAsync("/api/v1/agents", new { name = "Dora", email, password = HubRest.AgentPassword, language = "en", roles = new[] { role }, groups = Array.Empty<string>() });
        var agent = await AgentPage.SignInAsync(window, hub, email, HubRest.AgentPassword);

        await agent.Page.GetByRole(AriaRole.Link, new() { Name = "Contacts" }).ClickAsync();
        await agent.Page.GetByTestId("people-search").FillAsync(stem);
        await Expect(agent.Page.GetByTestId("contact-card")).ToHaveCountAsync(30);
        await agent.Page.GetByTestId("more").ClickAsync();
        await Expect(agent.Page.GetByTestId("contact-card")).ToHaveCountAsync(36);
        await Expect(agent.Page.GetByTestId("more")).ToHaveCountAsync(0);
        await agent.GoAsync($"/console/contacts/{contact}");
        await Expect(agent.Page.GetByTestId("timeline")).ToContainTextAsync("Open matter");
        await Expect(agent.Page.GetByTestId("timeline")).Not.ToContainTextAsync("Secret matter");

        Task MakeAsync(string into, string subject) => rest.PostAsync("/api/v1/tickets", new { subject, queue = into, contact = new { id = contact }, message = new { kind = "public", text = "x" } });
    }

    private Task<IBrowserContext> OpenAsync(string language, bool isPhone) => browsers.OpenAsync(Screens.Of(language, isPhone));

    private static Task TakeAsync(IPage page, string name, string language, bool isPhone) =>
        Screenshots.Screenshots.TakeAsync(page, $"{name}-{language}-{(isPhone ? "phone" : "desktop")}", isPhone ? ColorScheme.Dark : ColorScheme.Light);
}
