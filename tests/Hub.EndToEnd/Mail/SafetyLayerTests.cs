using System.Net;
using System.Text;
using Hub.Agent.Blazor.State;
using Hub.Channels.Email.Reading;
using Hub.EndToEnd.Hosting;
using Microsoft.Playwright;

namespace Hub.EndToEnd.Mail;

/// <summary>The sanitiser and the frame of a mail, each without the other, against every hostile payload.</summary>
public sealed class SafetyLayerTests(Browsers browsers)
{
    private const string Nowhere = "about:";
    private const string Sandbox = "sandbox=\"allow-popups allow-popups-to-escape-sandbox\" referrerpolicy=\"no-referrer\"";
    private const int FramesOnPage = 160;

    // Each is a process of the browser's own.
    private const int SandboxesOnPage = 40;

    private const string Last = "https://last.test/";

    // What could still run or lead somewhere by itself in a frame of the page's own origin.
    private const string FindDanger = """
        () => [...document.querySelectorAll('iframe')].flatMap((frame, index) => {
          const found = [...frame.contentDocument.querySelectorAll('*')].filter((element) =>
            /^(script|style|link|meta|base|iframe|frame|object|embed|form|input|button|textarea|select|svg|math|template|noscript|video|audio|source|picture)$/i.test(element.localName) && !element.closest('head')
            || [...element.attributes].some((a) => /^on|^(id|class|name|srcset|ping|formaction|action|background|srcdoc|autofocus)$/i.test(a.name)
              || /^(href|src|cite)$/.test(a.name) && !/^(https?:|mailto:|tel:|cid:|data:image\/(png|jpeg|gif|webp)[;,])/i.test(a.value)
              || a.name === 'style' && /url\(|expression\(|@import|position\s*:|binding\s*:|behavior\s*:|content\s*:|\\/i.test(a.value)));
          return found.map((element) => index + ': ' + element.outerHTML.slice(0, 200));
        })
        """;

    [Fact]
    public async Task What_the_sanitiser_leaves_is_harmless_in_a_frame_without_a_sandbox()
    {
        HostilePayload.All.Count.ShouldBeGreaterThanOrEqualTo(300);
        await using var window = await browsers.OpenAsync();
        var canary = await Canary.WatchAsync(window, Nowhere);
        var page = await window.NewPageAsync();
        foreach (var some in HostilePayload.All.Chunk(FramesOnPage))
        {
            await page.SetContentAsync(PageOf(some.Select(static payload => HtmlCleaner.Clean(payload.Html) ?? ""), attributes: ""));
            (await page.EvaluateAsync<string[]>(FindDanger)).ShouldBeEmpty();
        }

        canary.Calls.ShouldBeEmpty();
        canary.Others.ShouldBeEmpty();
        // Addresses of remote pictures stay in the stored HTML; they are taken out where it is shown.
        canary.Requests.ShouldAllBe(static request => request.Kind == "image");
    }

    [Fact]
    public async Task The_frame_runs_and_fetches_nothing_of_HTML_that_nobody_sanitised()
    {
        await using var window = await browsers.OpenAsync();
        var canary = await Canary.WatchAsync(window, Nowhere);
        var page = await window.NewPageAsync();
        foreach (var some in HostilePayload.All.Chunk(SandboxesOnPage))
        {
            await page.SetContentAsync(
                PageOf(some.Select(static payload => MailDocument.Frame(payload.Html, "https://hub.test")), Sandbox), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            await Eventually.HoldsAsync("all frames are there", _ => Task.FromResult(page.Frames.Count(static frame => frame.ParentFrame is not null) >= some.Length));
            await MailFrames.ReachAsync(page, LoadState.DOMContentLoaded);
            // What the frames would fetch stands in line before what the page itself asks for now.
            await page.RunAndWaitForRequestAsync(() => page.EvaluateAsync("address => { new Image().src = address; }", Last), Last);
        }

        canary.Calls.ShouldBeEmpty();
        canary.Requests.ShouldAllBe(static request => request.Url == Last);
        canary.Others.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_canary_sings_when_neither_layer_is_there()
    {
        await using var window = await browsers.OpenAsync();
        var canary = await Canary.WatchAsync(window, Nowhere);
        var page = await window.NewPageAsync();

        await page.SetContentAsync(PageOf(HostilePayload.All.Take(FramesOnPage).Select(static payload => payload.Html), attributes: ""));

        canary.Calls.Count.ShouldBeGreaterThan(20);
        canary.Requests.ShouldContain(static request => request.Kind == "script" && request.Url.StartsWith("https://canary.test", StringComparison.Ordinal));
    }

    private static string PageOf(IEnumerable<string> documents, string attributes)
    {
        var page = new StringBuilder("<!doctype html><title>Frames</title>");
        foreach (var document in documents)
        {
            page.Append("<iframe ").Append(attributes).Append(" srcdoc=\"").Append(WebUtility.HtmlEncode(document)).Append("\"></iframe>");
        }
        return page.ToString();
    }
}
