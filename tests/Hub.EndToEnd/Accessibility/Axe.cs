using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Hub.EndToEnd.Hosting;
using Microsoft.Playwright;

namespace Hub.EndToEnd.Accessibility;

/// <summary>Asks axe about a page as it stands.</summary>
internal static class Axe
{
    private static readonly string[] Grave = ["serious", "critical"];

    // In a frame without scripts axe waits for itself for ever. What a customer wrote is not Hub's to judge.
    private static readonly AxeRunContext WithoutMails = new() { Exclude = [new AxeSelector("iframe.mail-frame")] };

    /// <summary>In light and in dark.</summary>
    public static async Task ShouldBeCleanInBothAsync(IPage page)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            // The page is told of it when it is next drawn.
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            await ShouldBeCleanAsync(page, scheme.ToString());
        }
    }

    /// <summary>Nothing serious, in the colours that are shown.</summary>
    /// <param name="page">The page.</param>
    /// <param name="what">Said with what is found.</param>
    public static async Task ShouldBeCleanAsync(IPage page, string what)
    {
        // Colours in mid-transition are no colours of the page.
        await Eventually.HoldsAsync("nothing moves", _ => page.EvaluateAsync<bool>(
            "document.getAnimations().every(a => a.playState !== 'running' || a.effect.getComputedTiming().iterations === Infinity)"));
        var result = await page.RunAxe(WithoutMails, new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        var grave = from finding in result.Violations
                    where Grave.Contains(finding.Impact)
                    from node in finding.Nodes
                    select $"{what} {finding.Id}: {node.Html} ({string.Join(' ', node.Any.Select(static check => check.Message))})";
        grave.ShouldBeEmpty();
    }
}
