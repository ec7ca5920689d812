using System.Globalization;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Queues;
using Hub.Core.Settings;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>A text of a queue: one for all languages and others for single ones, each with a preview.</summary>
public partial class LanguageTextFields : ComponentBase
{
    // Those whose quotes Hub knows as well; others may be set by the API and are shown when they are.
    private static readonly string[] Offered =
        ["de", "en", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "da", "nb", "fi", "tr", "ru", "uk", "ja", "zh"];

    private (string? Language, SettingAnswer Answer)? _preview;

    /// <summary>For test ids.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required string Legend { get; set; }

    [Parameter, EditorRequired]
    public required ConsoleTexts Texts { get; set; }

    [Parameter]
    public string? ForAll { get; set; }

    /// <summary>What holds when there is none.</summary>
    [Parameter]
    public string? AboveForAll { get; set; }

    [Parameter]
    public EventCallback<string?> OnForAll { get; set; }

    [Parameter]
    public IReadOnlyDictionary<string, string>? ByLanguage { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyDictionary<string, string>?> OnByLanguage { get; set; }

    /// <summary>Fills a text; null where that cannot be done yet.</summary>
    [Parameter]
    public Func<QueueTextDraft, SettingOutcome<string>>? OnPreview { get; set; }

    private IEnumerable<(string? Language, string? Text)> Shown =>
        (ByLanguage ?? new Dictionary<string, string>()).OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => ((string?)pair.Key, (string?)pair.Value)).Append((null, ForAll));

    /// <summary>A language in its own words.</summary>
    internal static string NameOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language, predefinedOnly: true).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return language;
        }
    }

    private Task AddAsync(ChangeEventArgs change) =>
        change.Value is string { Length: > 0 } language ? WriteAsync(language, "") : Task.CompletedTask;

    private Task WriteAsync(string? language, string? text)
    {
        _preview = null;
        if (language is null)
        {
            return OnForAll.InvokeAsync(text);
        }
        var others = (ByLanguage ?? new Dictionary<string, string>()).Where(pair => pair.Key != language);
        return OnByLanguage.InvokeAsync((text is null ? others : others.Append(new(language, text)))
            .ToDictionary(static pair => pair.Key, static pair => pair.Value));
    }

    // The click that leaves the text comes right behind its change: the text is read then, not when the button was drawn.
    private void Preview(string? language)
    {
        var text = language is null ? ForAll : ByLanguage?.GetValueOrDefault(language);
        var outcome = OnPreview!(new QueueTextDraft(text ?? "", language));
        _preview = (language, outcome is SettingOutcome<string>.Done done ? new SettingAnswer(true, done.Value) : SettingAnswer.Of(outcome, Texts));
    }
}
