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
}
