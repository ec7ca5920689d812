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
        SettingOutcome<T>.Invalid invalid => new SettingAnswer(false, invalid.Text),
        SettingOutcome<T>.Taken taken => new SettingAnswer(false, taken.Text),
        SettingOutcome<T>.InUse used => new SettingAnswer(false, used.Text),
        SettingOutcome<T>.Forbidden => new SettingAnswer(false, texts.Shell.Forbidden),
        SettingOutcome<T>.NotFound => new SettingAnswer(false, texts.Thread.NotFound),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };
}
