using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Hub.EndToEnd.Hosting.Browsers))]

namespace Hub.EndToEnd.Hosting;

/// <summary>One Chromium for all tests; each test opens contexts of its own.</summary>
public sealed class Browsers : IAsyncLifetime
{
    private IPlaywright? _playwright;

    public IBrowser Chromium { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Chromium = await LaunchAsync();
    }

    /// <summary>A further browser, for tests that need other switches.</summary>
    public Task<IBrowser> LaunchAsync(params string[] switches) => _playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = "/usr/bin/chromium",
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", .. switches,
        ],
    });

    public async ValueTask DisposeAsync()
    {
        await Chromium.CloseAsync();
        _playwright?.Dispose();
    }
}
