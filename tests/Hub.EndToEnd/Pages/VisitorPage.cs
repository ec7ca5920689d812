using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Pages;

/// <summary>A site with the widget, as its visitor sees it.</summary>
public sealed class VisitorPage(IPage page)
{
    public IPage Page => page;

    public ILocator Launcher => page.Locator("#hub-widget .l");

    public ILocator Badge => page.Locator("#hub-widget b");

    /// <summary>The newest unread words beside the closed launcher.</summary>
    public ILocator Preview => page.Locator("#hub-widget .p");

    public ILocator Frame => page.Locator("#hub-widget iframe");

    public ILocator Panel => Inside(".panel");

    public ILocator Connection => Inside(".connection");

    public ILocator Input => Inside("textarea[name=text]");

    public ILocator Messages => Inside(".message");

    /// <summary>What this visitor wrote, oldest first.</summary>
    public ILocator Own => Inside(".group.own .message");

    /// <summary>What came from the other side, oldest first.</summary>
    public ILocator Others => Inside(".group:not(.own) .message");

    public ILocator Typing => Inside(".typing");

    /// <summary>Says that the conversation was closed.</summary>
    public ILocator ClosedLine => Inside("section ~ .system");

    public ILocator TicketNumber => Inside(".ticket-number");

    public static async Task<VisitorPage> OpenAsync(IBrowserContext context, Uri address)
    {
        var visitor = new VisitorPage(await context.NewPageAsync());
        await visitor.Page.GotoAsync(address.ToString());
        await visitor.OpenPanelAsync();
        return visitor;
    }

    public async Task OpenPanelAsync()
    {
        await Launcher.ClickAsync();
        await Expect(Panel).ToHaveAttributeAsync("data-link", "online");
    }

    /// <summary>Answers what is asked before the first message.</summary>
    public async Task IntroduceAsync(string name, string email)
    {
        await Inside("input[name=name]").FillAsync(name);
        await Inside("input[name=email]").FillAsync(email);
        await Inside(".prechat .primary").ClickAsync();
    }

    public async Task WriteAsync(string text)
    {
        await Input.FillAsync(text);
        await Input.PressAsync("Enter");
    }

    /// <summary>Uploads a file, ready to be sent with the next message.</summary>
    public async Task AttachAsync(string name, string mediaType, byte[] content)
    {
        await Inside("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = mediaType, Buffer = content });
        await Expect(Inside(".send[aria-disabled=false]")).ToBeVisibleAsync();
    }

    public ILocator Message(string text) => Messages.Filter(new LocatorFilterOptions { HasText = text });

    /// <summary>Awaits one of the given states of the message (<c>sending, sent, delivered, read</c>).</summary>
    public async Task ExpectStateAsync(string text, params string[] states) =>
        await Expect(Inside(string.Join(',', states.Select(static state => $".message[data-state={state}]")))
            .Filter(new LocatorFilterOptions { HasText = text })).ToHaveCountAsync(1);

    /// <summary>The number without its mark, once the first message is filed.</summary>
    public async Task<string> NumberAsync()
    {
        await Expect(TicketNumber).ToBeVisibleAsync();
        return (await TicketNumber.InnerTextAsync()).Trim().TrimStart('#').Trim();
    }

    public ILocator Inside(string selector) => page.FrameLocator("#hub-widget iframe").Locator(selector);
}
