using System.Text.Json;
using Deque.AxeCore.Commons;
using Hub.EndToEnd.Hosting;
using Microsoft.Playwright;

namespace Hub.EndToEnd.Accessibility;

/// <summary>Asks axe about a page as it stands: in each of its frames, where it is loaded once.</summary>
internal static class Axe
{
    private const string Frugal = "iframes: false, preload: false, selectors: false, resultTypes: ['violations']";
    private const string AllRules = $"{{ {Frugal} }}";
    // Those of its category "color" that it asks unless told otherwise.
    private const string ColorRules = $"{{ {Frugal}, runOnly: {{ type: 'rule', values: ['color-contrast', 'link-in-text-block'] }} }}";
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>In light and in dark: between them only the colours change.</summary>
    public static async Task ShouldBeCleanInBothAsync(IPage page)
    {
        await ShownInAsync(page, ColorScheme.Light);
        await ShouldBeCleanAsync(page, "light");
        await ShownInAsync(page, ColorScheme.Dark);
        await ShouldBeCleanAsync(page, "dark", ColorRules);
    }

    /// <summary>Nothing serious, in the colours that are shown.</summary>
    /// <param name="page">The page.</param>
    /// <param name="what">Said with what is found.</param>
    public static Task ShouldBeCleanAsync(IPage page, string what) => ShouldBeCleanAsync(page, what, AllRules);

    private static async Task ShouldBeCleanAsync(IPage page, string what, string options)
    {
        // Colours in mid-transition are no colours of the page.
        await Eventually.HoldsAsync("nothing moves", _ => page.EvaluateAsync<bool>(
            "document.getAnimations().every(a => a.playState !== 'running' || a.effect.getComputedTiming().iterations === Infinity)"));
        var grave = new List<string>();
        foreach (var frame in page.Frames)
        {
            if (!await IsMailAsync(frame))
            {
                grave.AddRange((await AskAsync(frame, options)).Select(finding => $"{what} {finding}"));
            }
        }
        grave.ShouldBeEmpty();
    }

    private static async Task<string[]> AskAsync(IFrame frame, string options)
    {
        if (!await frame.EvaluateAsync<bool>("typeof axe === 'object'"))
        {
            await frame.EvaluateAsync(Script);
        }
        var asked = await frame.EvaluateAsync<JsonElement>(
            $$"""
            async () => {
              const { violations, passes, incomplete, testEngine } = await axe.run(document, {{options}});
              const isGrave = (finding) => finding.impact === 'serious' || finding.impact === 'critical';
              return {
                isAsked: testEngine.name === 'axe-core' && passes.length + incomplete.length + violations.length > 0,
                grave: violations.filter(isGrave).flatMap(({ id, nodes }) =>
                  nodes.map(({ html, any }) => `${id}: ${html} (${any.map(({ message }) => message).join(' ')})`)),
              };
            }
            """);
        asked.GetProperty("isAsked").GetBoolean().ShouldBeTrue("a rule was asked");
        return [.. asked.GetProperty("grave").EnumerateArray().Select(static line => line.GetString()!)];
    }

    // What a customer wrote is not Hub's to judge, and it runs no script.
    private static async Task<bool> IsMailAsync(IFrame frame) =>
        frame.ParentFrame is not null && await (await frame.FrameElementAsync()).EvaluateAsync<bool>("frame => frame.matches('.mail-frame')");

    private static async Task ShownInAsync(IPage page, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        // The page is told of it when it is next drawn.
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }
}
