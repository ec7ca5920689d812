using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Hub.EndToEnd.Hosting;
using Hub.EndToEnd.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.EndToEnd.Mail;

/// <summary>Hostile mails through the real intake, looked at in the real console.</summary>
public sealed class HostileMailTests(SharedHub shared, Browsers browsers)
{
    // All mails of one thread are loaded and drawn at once.
    private const int MailsInThread = 40;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hostile_mails_run_nothing_and_fetch_nothing_in_list_and_thread()
    {
        var (jo, queue) = await shared.Rest.CreateDeskAsync("Jo Brandt");
        var inbox = await InboxAsync(queue, "hostile@hub.test");
        var numbers = new string[HostilePayload.All.Count];
        await Parallel.ForAsync(0, numbers.Length, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Ct },
            async (index, _) => numbers[index] = await IngestAsync(inbox, HostileMail.Of(HostilePayload.All[index].Html, index, "hostile@hub.test")));
        numbers.Distinct().Count().ShouldBe(numbers.Length);

        await using var window = await browsers.OpenAsync();
        var canary = await Canary.WatchAsync(window, shared.Process.Address.ToString());
        var agent = await AgentPage.SignInAsync(window, shared.Process, jo);
        await ShowWholeListAsync(agent, numbers.Length);

        foreach (var thread in numbers.Chunk(MailsInThread))
        {
            foreach (var number in thread.Skip(1))
            {
                await shared.Rest.PostAsync($"/api/v1/tickets/{number}/merge", new { into = thread[0] });
            }
            await ShowWholeThreadAsync(agent, thread);
        }

        canary.ShouldBeSilent();
    }

    [Fact]
    public async Task Remote_pictures_are_counted_and_come_by_way_of_Hub_only_or_not_at_all()
    {
        var (jo, queue) = await shared.Rest.CreateDeskAsync("Jo Brandt");
        var inbox = await InboxAsync(queue, "pictures@hub.test");
        // Hub itself answers there, with a picture; what lies inside is refused before it is dialled.
        var number = await IngestAsync(inbox, HostileMail.Of($"<img src='{shared.Process.Address}hub.svg'><img src=http://10.0.0.1/a.gif>", 0, "pictures@hub.test"));
        await using var window = await browsers.OpenAsync();
        var canary = await Canary.WatchAsync(window, shared.Process.Address.ToString());
        var agent = await AgentPage.SignInAsync(window, shared.Process, jo);
        await agent.OpenTicketAsync(number);
        await agent.Page.GetByTestId("format-toggle").ClickAsync();
        await Expect(agent.Page.GetByTestId("images-blocked")).ToContainTextAsync("2");
        var pictures = agent.Page.FrameLocator("[data-testid=mail-frame]").Locator("img");
        await Expect(pictures.First).ToHaveAttributeAsync("title", "image not shown");

        var refused = agent.Page.WaitForResponseAsync(static answer => answer.Url.Contains("/console/remote/", StringComparison.Ordinal));
        await agent.Page.GetByTestId("show-images").ClickAsync();

        (await refused).Status.ShouldBe(404);
        await Expect(pictures.Nth(1)).ToHaveJSPropertyAsync("naturalWidth", 48);
        canary.ShouldBeSilent();
    }

    private async Task<string> InboxAsync(string queue, string address) => (string)(await shared.Rest.PostAsync("/api/v1/inboxes", new
    {
        name = HubRest.Unique("Mail"),
        channel = "email",
        queue,
        settings = new { address, sendsReceipt = false },
    }))["id"]!;

    private async Task<string> IngestAsync(string inbox, byte[] mail)
    {
        using var content = new ByteArrayContent(mail);
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var answer = await shared.Process.Api.PostAsync($"/api/v1/inboxes/{inbox}/mail", content, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        var filed = JsonNode.Parse(text)!;
        ((string?)filed["outcome"]).ShouldBe("created", text);
        return (string)filed["ticket"]!;
    }

    private static async Task ShowWholeListAsync(AgentPage agent, int count)
    {
        await Expect(agent.Rows.First).ToBeVisibleAsync();
        int shown;
        while ((shown = await agent.Rows.CountAsync()) < count)
        {
            await agent.Page.EvaluateAsync("document.querySelector('.list-body').scrollTop = 1e9");
            await Expect(agent.Rows.Nth(shown)).ToBeAttachedAsync();
        }
        await Expect(agent.Rows).ToHaveCountAsync(count);
    }

    private static async Task ShowWholeThreadAsync(AgentPage agent, string[] thread)
    {
        await agent.OpenTicketAsync(thread[0]);
        await Expect(agent.Entries).ToHaveCountAsync(thread.Length);
        await Expect(agent.Page.GetByTestId("file")).ToHaveCountAsync(thread.Length);
        var closed = agent.Page.Locator("article:not(:has([data-testid=mail-frame])) [data-testid=format-toggle]");
        await closed.EvaluateAllAsync<int>("buttons => { buttons.forEach(button => button.click()); return buttons.length; }");
        await Expect(closed).ToHaveCountAsync(0);
        await Expect(agent.Page.GetByTestId("mail-frame")).Not.ToHaveCountAsync(0);
        // Every frame has drawn its document, and what runs when it has did.
        await MailFrames.ReachAsync(agent.Page, LoadState.Load);
        await Expect(agent.Page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await Expect(agent.Subject).ToBeVisibleAsync();
    }
}
