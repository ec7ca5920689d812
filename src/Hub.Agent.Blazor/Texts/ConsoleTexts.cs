using System.Globalization;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Everything the console says, in one language. A missing text does not compile.</summary>
public sealed record ConsoleTexts
{
    /// <summary>Formats of dates and numbers.</summary>
    public required CultureInfo Culture { get; init; }
    public required WordTexts Words { get; init; }
    public required RailTexts Rail { get; init; }
    public required ListTexts List { get; init; }
    public required ThreadTexts Thread { get; init; }
    public required ComposerTexts Composer { get; init; }
    public required RecipientTexts Recipients { get; init; }
    public required ContextTexts Context { get; init; }
    public required ShellTexts Shell { get; init; }
    public required SettingsTexts Settings { get; init; }
    public required ViewTexts Views { get; init; }
    public required ConditionTexts Conditions { get; init; }
    public required RightsTexts Rights { get; init; }
    public required MailTexts Mail { get; init; }
    public required TimeTexts Time { get; init; }
    public required TieTexts Ties { get; init; }
    public required WorkTexts Work { get; init; }
    public required NewTicketTexts New { get; init; }
    public required PeopleTexts People { get; init; }
    public required CommandTexts Commands { get; init; }
    public required TrayTexts Tray { get; init; }
    public required KeyTexts Keys { get; init; }
    public required MailAccessTexts Access { get; init; }

    /// <summary>Language tag: <c>de</c> or <c>en</c>.</summary>
    public string Language => Culture.TwoLetterISOLanguageName;

    public static ConsoleTexts English { get; } = new()
    {
        Culture = CultureInfo.GetCultureInfo("en-GB"),
        Words = WordTexts.English,
        Rail = RailTexts.English,
        List = ListTexts.English,
        Thread = ThreadTexts.English,
        Composer = ComposerTexts.English,
        Recipients = RecipientTexts.English,
        Context = ContextTexts.English,
        Shell = ShellTexts.English,
        Settings = SettingsTexts.English,
        Views = ViewTexts.English,
        Conditions = ConditionTexts.English,
        Rights = RightsTexts.English,
        Mail = MailTexts.English,
        Time = TimeTexts.English,
        Ties = TieTexts.English,
        Work = WorkTexts.English,
        New = NewTicketTexts.English,
        People = PeopleTexts.English,
        Commands = CommandTexts.English,
        Tray = TrayTexts.English,
        Keys = KeyTexts.English,
        Access = MailAccessTexts.English,
    };

    public static ConsoleTexts German { get; } = new()
    {
        Culture = CultureInfo.GetCultureInfo("de-DE"),
        Words = WordTexts.German,
        Rail = RailTexts.German,
        List = ListTexts.German,
        Thread = ThreadTexts.German,
        Composer = ComposerTexts.German,
        Recipients = RecipientTexts.German,
        Context = ContextTexts.German,
        Shell = ShellTexts.German,
        Settings = SettingsTexts.German,
        Views = ViewTexts.German,
        Conditions = ConditionTexts.German,
        Rights = RightsTexts.German,
        Mail = MailTexts.German,
        Time = TimeTexts.German,
        Ties = TieTexts.German,
        Work = WorkTexts.German,
        New = NewTicketTexts.German,
        People = PeopleTexts.German,
        Commands = CommandTexts.German,
        Tray = TrayTexts.German,
        Keys = KeyTexts.German,
        Access = MailAccessTexts.German,
    };

    /// <summary>The texts for what an agent chose, else for the browser's first language that we speak, else English.</summary>
    /// <param name="chosen"><c>de</c>, <c>en</c> or null.</param>
    /// <param name="accepted">Value of Accept-Language (RFC 9110, 12.5.4); null when unknown.</param>
    public static ConsoleTexts For(string? chosen, string? accepted)
    {
        string?[] wanted = [chosen, .. (accepted ?? "").Split(',').Select(static part => part.Split(';')[0].Trim())];
        foreach (var language in wanted)
        {
            if (language?.StartsWith("de", StringComparison.OrdinalIgnoreCase) == true)
            {
                return German;
            }
            if (language?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true)
            {
                return English;
            }
        }
        return English;
    }
}
