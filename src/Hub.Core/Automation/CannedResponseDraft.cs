using Hub.Core.Settings;

namespace Hub.Core.Automation;

/// <summary>A canned response as it is written.</summary>
public sealed record CannedResponseDraft
{
    /// <summary>What is typed after the slash.</summary>
    public string Shortcut { get; init; } = "";

    /// <summary>What it is about; empty takes the shortcut.</summary>
    public string Title { get; init; } = "";

    /// <summary>The text, with placeholders.</summary>
    public string Text { get; init; } = "";

    /// <summary>The response as it is.</summary>
    public static CannedResponseDraft Of(CannedResponse canned) =>
        new() { Shortcut = canned.Shortcut, Title = canned.Title, Text = canned.Text };

    /// <summary>The response with the draft's values, or what is wrong with them.</summary>
    internal SettingOutcome<CannedResponse> ApplyTo(CannedResponse canned)
    {
        var shortcut = Views.FieldValue.Fold(Shortcut.Trim().TrimStart('/'));
        if (shortcut.Length is 0 or > 40 || shortcut.Any(static c => char.IsWhiteSpace(c) || c == '/'))
        {
            return new SettingOutcome<CannedResponse>.Invalid("shortcut", "A shortcut has 1 to 40 characters, no spaces and no slash.");
        }
        if (string.IsNullOrWhiteSpace(Text) || Text.Length > 20_000)
        {
            return new SettingOutcome<CannedResponse>.Invalid("text", "A text of at most 20,000 characters is needed.");
        }
        return new SettingOutcome<CannedResponse>.Done(canned with
        {
            Shortcut = shortcut,
            Title = string.IsNullOrWhiteSpace(Title) ? shortcut : Title.Trim(),
            Text = Text,
        });
    }
}
