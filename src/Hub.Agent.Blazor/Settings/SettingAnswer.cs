using Hub.Agent.Blazor.Texts;
using Hub.Core.Settings;

namespace Hub.Agent.Blazor.Settings;

/// <summary>How saving went, as a screen shows it.</summary>
/// <param name="IsGood">Stored.</param>
/// <param name="Text">A sentence.</param>
public sealed record SettingAnswer(bool IsGood, string Text)
{
    public static SettingAnswer Of<T>(SettingOutcome<T> outcome, ConsoleTexts texts) => outcome switch
    {
        SettingOutcome<T>.Done => new SettingAnswer(true, texts.Settings.Saved),
        SettingOutcome<T>.Invalid invalid => new SettingAnswer(false, Said(invalid.Text, texts)),
        SettingOutcome<T>.Taken taken => new SettingAnswer(false, Said(taken.Text, texts)),
        SettingOutcome<T>.InUse used => new SettingAnswer(false, Said(used.Text, texts)),
        SettingOutcome<T>.Forbidden => new SettingAnswer(false, texts.Shell.Forbidden),
        SettingOutcome<T>.NotFound => new SettingAnswer(false, texts.Thread.NotFound),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    private static string Said(string text, ConsoleTexts texts) => texts.Language == "de" ? GermanRefusals.Of(text) : text;
}
