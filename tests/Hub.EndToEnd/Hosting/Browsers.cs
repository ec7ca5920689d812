using System.Text.Json;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Hub.EndToEnd.Hosting.Browsers))]

namespace Hub.EndToEnd.Hosting;

/// <summary>One Chromium for all tests; each test opens contexts of its own.</summary>
public sealed class Browsers : IAsyncLifetime
{
    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;

    public IBrowser Chromium { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        Chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            // The shell without a window frame: all of Chromium's engine for a fraction of the processor time.
            ExecutablePath = "/usr/bin/chromium-headless-shell",
            Args = Switches,
        });
    }

    /// <summary>A window of its own: cookies and storage are shared with no other test. English, light, without animations, 1440 × 900 unless told.</summary>
    public Task<IBrowserContext> OpenAsync(BrowserNewContextOptions? options = null)
    {
        var chosen = options ?? new BrowserNewContextOptions();
        chosen.Locale ??= "en-GB";
        chosen.ReducedMotion ??= ReducedMotion.Reduce;
        chosen.ViewportSize ??= new ViewportSize { Width = 1440, Height = 900 };
        return Chromium.NewContextAsync(chosen);
    }

    /// <summary>A browser with a profile on disk. Only there the choice about third-party storage exists: contexts without a profile always block it.</summary>
    public async Task<IBrowserContext> OpenProfileAsync(string folder, bool blocksThirdPartyStorage)
    {
        var preferences = Directory.CreateDirectory(Path.Combine(folder, "Default"));
        // 0 allows third-party storage, 1 blocks it (chrome://settings/cookies).
        await File.WriteAllTextAsync(Path.Combine(preferences.FullName, "Preferences"),
            JsonSerializer.Serialize(new { profile = new { cookie_controls_mode = blocksThirdPartyStorage ? 1 : 0 } }));
        return await _playwright!.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = Switches,
            Locale = "en-GB",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.CloseAsync();
        _playwright?.Dispose();
    }
}
