namespace Hub.Agent.Blazor.Texts;

/// <summary>The rail on the left.</summary>
public sealed record RailTexts
{
    public required string Label { get; init; }
    public required string AllOpen { get; init; }
    public required string Mine { get; init; }
    public required string Unassigned { get; init; }
    public required string Pending { get; init; }
    public required string Closed { get; init; }
    public required string Queues { get; init; }
    public required string Tray { get; init; }
    public required string Settings { get; init; }
    public required string Search { get; init; }
    public required string Presence { get; init; }
    public required string Language { get; init; }
    public required string Theme { get; init; }
    public required string ThemeSystem { get; init; }
    public required string ThemeLight { get; init; }
    public required string ThemeDark { get; init; }
    public required string SendKey { get; init; }
    public required string SendOnEnter { get; init; }
    public required string SendOnCtrlEnter { get; init; }
    public required string Sound { get; init; }
    public required string Shortcuts { get; init; }
    public required string ChangePassword { get; init; }
    public required string SignOut { get; init; }
    public required string Account { get; init; }

    public static RailTexts English { get; } = new()
    {
        Label = "Views",
        AllOpen = "All open",
        Mine = "Mine",
        Unassigned = "Unassigned",
        Pending = "Pending",
        Closed = "Closed",
        Queues = "Queues",
        Tray = "Tray",
        Settings = "Settings",
        Search = "Search",
        Presence = "Your presence",
        Language = "Language",
        Theme = "Appearance",
        ThemeSystem = "System",
        ThemeLight = "Light",
        ThemeDark = "Dark",
        SendKey = "Send with",
        SendOnEnter = "Enter",
        SendOnCtrlEnter = "Ctrl/⌘ + Enter",
        Sound = "Sound for new messages",
        Shortcuts = "Keyboard shortcuts",
        ChangePassword = "Change password",
        SignOut = "Sign out",
        Account = "Account",
    };

    public static RailTexts German { get; } = new()
    {
        Label = "Ansichten",
        AllOpen = "Alle offenen",
        Mine = "Meine",
        Unassigned = "Ohne Bearbeiter",
        Pending = "Wartend",
        Closed = "Geschlossen",
        Queues = "Warteschlangen",
        Tray = "Ablage",
        Settings = "Einstellungen",
        Search = "Suchen",
        Presence = "Ihre Verfügbarkeit",
        Language = "Sprache",
        Theme = "Darstellung",
        ThemeSystem = "System",
        ThemeLight = "Hell",
        ThemeDark = "Dunkel",
        SendKey = "Senden mit",
        SendOnEnter = "Eingabe",
        SendOnCtrlEnter = "Strg/⌘ + Eingabe",
        Sound = "Ton bei neuen Nachrichten",
        Shortcuts = "Tastenkürzel",
        ChangePassword = "Passwort ändern",
        SignOut = "Abmelden",
        Account = "Konto",
    };
}
