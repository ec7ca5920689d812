using Microsoft.Playwright;

namespace Hub.EndToEnd.Screenshots;

/// <summary>In which languages and at which widths a screen is walked through.</summary>
public static class Screens
{
    /// <summary>Where pictures go; null when none are wanted.</summary>
    public static string? Folder { get; } =
        Environment.GetEnvironmentVariable("HUB_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    /// <summary>Language and whether on a phone: each language and each width once, and all four when pictures are wanted.</summary>
    public static TheoryData<string, bool> All => Folder is null
        ? new() { { "en", false }, { "de", true } }
        : new() { { "en", false }, { "de", false }, { "en", true }, { "de", true } };

    /// <summary>The window of a walk: light on a desk, dark on a phone.</summary>
    public static BrowserNewContextOptions Of(string language, bool isPhone) => new()
    {
        Locale = language == "de" ? "de-DE" : "en-GB",
        ColorScheme = isPhone ? ColorScheme.Dark : ColorScheme.Light,
        ViewportSize = isPhone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1440, Height = 900 },
        HasTouch = isPhone,
        IsMobile = isPhone,
    };
}
