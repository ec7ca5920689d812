using Hub.EndToEnd.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Pages;

/// <summary>The console, as a signed-in agent sees it.</summary>
public sealed class AgentPage(IPage page, Uri hub)
{
    public IPage Page => page;

    public ILocator List => page.GetByTestId("ticket-list");

    public ILocator Entries => page.GetByTestId("thread-entry");

    public ILocator Composer => page.GetByTestId("composer-text");

    public ILocator Send => page.GetByTestId("send");

    public ILocator ReplyTab => page.GetByTestId("tab-reply");

    public ILocator NoteTab => page.GetByTestId("tab-note");

    /// <summary>The line that says who a reply by mail goes to, and opens the fields.</summary>
    public ILocator RecipientsSummary => page.GetByTestId("recipients-summary");

    public ILocator RecipientHints => page.GetByTestId("recipient-hint");

    public ILocator LockBanner => page.GetByTestId("lock-banner");

    public ILocator StaleBanner => page.GetByTestId("stale-banner");

    public ILocator TakeOver => page.GetByTestId("take-over");

    public ILocator ConfirmTakeOver => page.GetByTestId("take-over-confirm");

    /// <summary>Tells this agent that somebody took the reply from it.</summary>
    public ILocator TakenBanner => page.GetByTestId("taken-banner");

    public ILocator SendAnyway => page.GetByTestId("send-anyway");

    public ILocator SaveState => page.Locator("[data-save-state]");

    public ILocator Close => page.GetByTestId("close");

    public ILocator Typing => page.GetByTestId("typing");

    public ILocator Status => page.GetByTestId("thread-status");

    public ILocator Subject => page.GetByTestId("thread-subject");

    /// <summary>Signs in and awaits the console. The form is sent without being drawn.</summary>
    public static async Task<AgentPage> SignInAsync(IBrowserContext context, HubProcess hub, string email, string password)
    {
        await SignInForm.SendAsync(context.APIRequest, hub.Address, email, password);
        var agent = new AgentPage(await context.NewPageAsync(), hub.Address);
        await agent.GoAsync("/console");
        await agent.ReadyAsync();
        return agent;
    }

    public static Task<AgentPage> SignInAsync(IBrowserContext context, HubProcess hub, TestAgent agent) =>
        SignInAsync(context, hub, agent.Email, agent.Password);

    public static Task<AgentPage> SignInAsAdministratorAsync(IBrowserContext context, HubProcess hub) =>
        SignInAsync(context, hub, HubProcess.AdminEmail, HubProcess.AdminPassword);

    /// <summary>Loads the page anew, as its address in a bookmark does.</summary>
    public Task GoAsync(string path) => page.GotoAsync(new Uri(hub, path).ToString());

    /// <summary>Goes within the console to a page that has a link, as that link does; ends when the console shows it as the current one.</summary>
    public async Task FollowAsync(string path)
    {
        await NavigateAsync(path);
        await Expect(page.Locator($"a[href='{path}'][aria-current=page]").First).ToBeAttachedAsync();
    }

    /// <summary>Until the circuit is up, clicks would be lost.</summary>
    public Task ReadyAsync() => Expect(page.Locator("[data-ready]").First).ToBeAttachedAsync();

    /// <summary>Marks the page as it is now; a reload loses the mark, changes within the page do not.</summary>
    public Task MarkPageAsync() => page.EvaluateAsync("document.documentElement.dataset.marked = 'here'");

    public ILocator MarkedPage => page.Locator("html[data-marked]");

    public async Task OpenTicketAsync(string number)
    {
        await NavigateAsync($"/console/open/{number}");
        await Expect(page.Locator(".thread-header .number")).ToHaveTextAsync($"#{number}");
    }

    public ILocator Rows => page.GetByTestId("ticket-row");

    public ILocator Row(string number) => page.Locator($"[data-testid=ticket-row][data-number='{number}']");

    /// <summary>The box that takes a row into the selection.</summary>
    public ILocator Pick(string number) => page.Locator($"li:has([data-number='{number}']) [data-testid=pick]");

    public ILocator Entry(string text) => Entries.Filter(new LocatorFilterOptions { HasText = text });

    public ILocator DeliveryOf(string text) => Entry(text).GetByTestId("delivery");

    public ILocator FilesOf(string text) => Entry(text).GetByTestId("file");

    public async Task AttachAsync(string name, string mediaType, byte[] content)
    {
        await page.GetByTestId("attach").SetInputFilesAsync(new FilePayload { Name = name, MimeType = mediaType, Buffer = content });
        await Expect(page.GetByTestId("attached")).ToContainTextAsync(name);
    }

    /// <param name="field"><c>to</c>, <c>cc</c> or <c>bcc</c>.</param>
    public ILocator RecipientInput(string field) => page.Locator($"[data-recipient={field}]");

    public ILocator RecipientsIn(string field) => page.GetByTestId($"field-{field}").GetByTestId("recipient");

    public async Task ReplyAsync(string text)
    {
        await TypeAsync(text);
        await Send.ClickAsync();
    }

    public async Task NoteAsync(string text)
    {
        await ChooseAsync(NoteTab);
        await ReplyAsync(text);
    }

    /// <summary>Switches between reply and note; each has a text field of its own.</summary>
    public static async Task ChooseAsync(ILocator tab)
    {
        await tab.ClickAsync();
        await Expect(tab).ToHaveAttributeAsync("aria-selected", "true");
    }

    /// <summary>Types key by key, as an agent does.</summary>
    public async Task TypeAsync(string text)
    {
        await Composer.ClickAsync();
        await Composer.PressSequentiallyAsync(text);
    }

    // Each load of the console costs half a second of processor time; hundreds of them would be minutes of every run.
    private async Task NavigateAsync(string path) => await page.EvaluateAsync("path => Blazor.navigateTo(path)", path);
}
