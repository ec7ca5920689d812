using Hub.EndToEnd.Pages;
using Microsoft.Playwright;

namespace Hub.EndToEnd.Hosting;

/// <summary>A chat inbox of its own with one visitor and one signed-in agent, who do not know each other yet.</summary>
public sealed class ChatScene : IAsyncDisposable
{
    private readonly Browsers _browsers;
    private readonly List<IBrowserContext> _windows = [];

    private ChatScene(HubProcess hub, Browsers browsers, EmbeddingSite site, string inbox)
    {
        (Hub, _browsers, Site) = (hub, browsers, site);
        Rest = new HubRest(hub);
        Inbox = inbox;
    }

    public HubProcess Hub { get; }

    public HubRest Rest { get; }

    public EmbeddingSite Site { get; }

    public string Inbox { get; }

    /// <summary>The site is another origin than Hub but not a third party, so the widget keeps its state.</summary>
    public static async Task<ChatScene> StartAsync(HubProcess hub, Browsers browsers)
    {
        var site = await EmbeddingSite.StartAsync(hub);
        var inbox = await new HubRest(hub).CreateChatInboxAsync(EmbeddingSite.OriginOf(site.SameSite), EmbeddingSite.OriginOf(site.OtherSite));
        site.Embed(inbox);
        return new ChatScene(hub, browsers, site, inbox);
    }

    /// <summary>A visitor with a browser of its own, panel open, introduced, nothing written.</summary>
    public async Task<VisitorPage> VisitAsync(string name = "Mia Sommer", BrowserNewContextOptions? options = null)
    {
        var visitor = await VisitorPage.OpenAsync(await WindowAsync(options), Site.SameSite);
        await visitor.IntroduceAsync(name, $"{HubRest.Unique("mia").Replace(' ', '.')}@customer.test");
        return visitor;
    }

    /// <summary>An agent with a browser of its own, console open.</summary>
    public async Task<AgentPage> SignInAsync(string name = "Jo Brandt", BrowserNewContextOptions? options = null) =>
        await AgentPage.SignInAsync(await WindowAsync(options), Hub, await Rest.CreateAgentAsync(name));

    /// <summary>A visitor who has written, and an agent who has the ticket open.</summary>
    public async Task<(VisitorPage Visitor, AgentPage Agent, string Number)> BeginAsync(string text)
    {
        var visitor = await VisitAsync();
        await visitor.WriteAsync(text);
        var number = await visitor.NumberAsync();
        var agent = await SignInAsync();
        await agent.OpenTicketAsync(number);
        return (visitor, agent, number);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in _windows)
        {
            await window.CloseAsync();
        }
        await Site.DisposeAsync();
    }

    private async Task<IBrowserContext> WindowAsync(BrowserNewContextOptions? options)
    {
        var window = await _browsers.OpenAsync(options);
        _windows.Add(window);
        return window;
    }
}
