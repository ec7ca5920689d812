using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Hub.EndToEnd.Mail;

/// <summary>Watches a window of the browser: every call of <c>canary()</c>, every request to another place, every frame that goes
/// elsewhere, every new window and every exception.</summary>
internal sealed class Canary
{
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly ConcurrentQueue<(string Kind, string Url)> _requests = new();
    private readonly ConcurrentQueue<string> _others = new();

    private Canary()
    {
    }

    /// <summary>Frames in which a script ran.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>Requests that left for another place; none of them gets there.</summary>
    public IReadOnlyCollection<(string Kind, string Url)> Requests => _requests;

    /// <summary>Navigations, windows and exceptions.</summary>
    public IReadOnlyCollection<string> Others => _others;

    /// <summary>Watches all pages of a window.</summary>
    /// <param name="context">Without pages yet.</param>
    /// <param name="home">What may be requested begins so.</param>
    public static async Task<Canary> WatchAsync(IBrowserContext context, string home)
    {
        var canary = new Canary();
        await context.ExposeBindingAsync("canary", (BindingSource source) => canary._calls.Enqueue(source.Frame.Url));
        await context.RouteAsync(url => !url.StartsWith(home, StringComparison.Ordinal), route =>
        {
            canary._requests.Enqueue((route.Request.ResourceType, route.Request.Url));
            return route.AbortAsync();
        });
        context.Page += (_, page) =>
        {
            if (context.Pages.Count > 1)
            {
                canary._others.Enqueue($"window {page.Url}");
            }
            page.PageError += (_, error) => canary._others.Enqueue($"exception {error}");
            page.Crash += (_, _) => canary._others.Enqueue("crash");
            page.FrameNavigated += (_, frame) =>
            {
                // The last one is how the browser shows that it refused to go somewhere.
                if (frame.Url is not ("about:srcdoc" or "about:blank" or "" or "chrome-error://chromewebdata/") && !frame.Url.StartsWith(home, StringComparison.Ordinal))
                {
                    canary._others.Enqueue($"navigation {frame.Url}");
                }
            };
        };
        return canary;
    }

    /// <summary>Nothing of it happened.</summary>
    public void ShouldBeSilent()
    {
        Calls.ShouldBeEmpty();
        Requests.ShouldBeEmpty();
        Others.ShouldBeEmpty();
    }
}
