namespace Hub.Agent.Blazor.Texts;

/// <summary>What belongs to no pane: connection, shortcuts, notices.</summary>
public sealed record ShellTexts
{
    public required string Loading { get; init; }
    public required string Live { get; init; }
    public required string Reconnecting { get; init; }
    public required string ReconnectingHint { get; init; }
    public required string SkipToThread { get; init; }
    public required string Shortcuts { get; init; }
    public required string Close { get; init; }
    public required string GroupMove { get; init; }
    public required string GroupTicket { get; init; }
    public required string GroupEverywhere { get; init; }
    public required string KeyNext { get; init; }
    public required string KeyPrevious { get; init; }
    public required string KeyOpen { get; init; }
    public required string KeyBack { get; init; }
    public required string KeyReply { get; init; }
    public required string KeyNote { get; init; }
    public required string KeyAssign { get; init; }
    public required string KeyTake { get; init; }
    public required string KeyClose { get; init; }
    public required string KeySearch { get; init; }
    public required string KeyHelp { get; init; }
    public required string KeyDetails { get; init; }
    public required string Fault { get; init; }
    public required string FaultHint { get; init; }
    public required string Reload { get; init; }
    public required string Forbidden { get; init; }
    /// <summary>{0} = name.</summary>
    public required string NewMessageFrom { get; init; }

    public static ShellTexts English { get; } = new()
    {
        Loading = "Loading…",
        Live = "Live",
        Reconnecting = "Connection lost – reconnecting",
        ReconnectingHint = "What you type is kept.",
        SkipToThread = "Skip to the content",
        Shortcuts = "Keyboard shortcuts",
        Close = "Close",
        GroupMove = "Move",
        GroupTicket = "Ticket",
        GroupEverywhere = "Everywhere",
        KeyNext = "Next ticket",
        KeyPrevious = "Previous ticket",
        KeyOpen = "Through the list, Enter opens",
        KeyBack = "Back to the list",
        KeyReply = "Reply",
        KeyNote = "Internal note",
        KeyAssign = "Assign",
        KeyTake = "Take",
        KeyClose = "Close ticket",
        KeySearch = "Search",
        KeyHelp = "This sheet",
        KeyDetails = "Show or hide details",
        Fault = "Something went wrong on our side",
        FaultHint = "Your text is kept. Reload to go on.",
        Reload = "Reload",
        Forbidden = "Only administrators can open this page.",
        NewMessageFrom = "New message from {0}",
    };

    public static ShellTexts German { get; } = new()
    {
        Loading = "Wird geladen …",
        Live = "Live",
        Reconnecting = "Verbindung unterbrochen – wird wiederhergestellt",
        ReconnectingHint = "Was Sie schreiben, bleibt erhalten.",
        SkipToThread = "Zum Inhalt springen",
        Shortcuts = "Tastenkürzel",
        Close = "Schließen",
        GroupMove = "Bewegen",
        GroupTicket = "Ticket",
        GroupEverywhere = "Überall",
        KeyNext = "Nächstes Ticket",
        KeyPrevious = "Voriges Ticket",
        KeyOpen = "Durch die Liste, Eingabe öffnet",
        KeyBack = "Zurück zur Liste",
        KeyReply = "Antworten",
        KeyNote = "Interne Notiz",
        KeyAssign = "Zuweisen",
        KeyTake = "Übernehmen",
        KeyClose = "Ticket schließen",
        KeySearch = "Suchen",
        KeyHelp = "Diese Übersicht",
        KeyDetails = "Details ein- oder ausblenden",
        Fault = "Auf unserer Seite ist etwas schiefgegangen",
        FaultHint = "Ihr Text ist gesichert. Laden Sie neu, um weiterzumachen.",
        Reload = "Neu laden",
        Forbidden = "Diese Seite ist Administratoren vorbehalten.",
        NewMessageFrom = "Neue Nachricht von {0}",
    };
}
