namespace Hub.Agent.Blazor.Texts;

/// <summary>The list of tickets.</summary>
public sealed record ListTexts
{
    public required string Sort { get; init; }
    public required string SortActivity { get; init; }
    public required string SortWaiting { get; init; }
    public required string SortPriority { get; init; }
    public required string SortNewest { get; init; }
    public required string Draft { get; init; }
    public required string Unread { get; init; }
    public required string Empty { get; init; }
    public required string EmptyHint { get; init; }
    public required string Failed { get; init; }
    public required string Retry { get; init; }
    /// <summary>{0} = count.</summary>
    public required string FreshOne { get; init; }
    /// <summary>{0} = count.</summary>
    public required string FreshMany { get; init; }
    /// <summary>{0} = holder.</summary>
    public required string LockedBy { get; init; }
    /// <summary>{0} = names.</summary>
    public required string ViewedBy { get; init; }
    public required string Menu { get; init; }
    public required string SearchPlaceholder { get; init; }
    public required string NoHits { get; init; }
    public required string SearchHint { get; init; }

    public static ListTexts English { get; } = new()
    {
        Sort = "Sort by",
        SortActivity = "Last activity",
        SortWaiting = "Waiting longest",
        SortPriority = "Priority",
        SortNewest = "Newest",
        Draft = "Draft:",
        Unread = "Unread",
        Empty = "All clear",
        EmptyHint = "Nothing waits here. New tickets appear by themselves.",
        Failed = "The list could not be loaded.",
        Retry = "Try again",
        FreshOne = "{0} new",
        FreshMany = "{0} new",
        LockedBy = "{0} is answering",
        ViewedBy = "Open at: {0}",
        Menu = "Menu",
        SearchPlaceholder = "Search messages, people, files…",
        NoHits = "Nothing found",
        SearchHint = "All words must occur; the last one may be unfinished. \"An exact phrase\" in quotes. Operators: status:open assignee:me queue:support tag:vip priority:high contact:ada created:>2026-01-01 fields.region:EU, with - in front for not.",
    };

    public static ListTexts German { get; } = new()
    {
        Sort = "Sortieren nach",
        SortActivity = "Letzte Aktivität",
        SortWaiting = "Wartet am längsten",
        SortPriority = "Priorität",
        SortNewest = "Neueste",
        Draft = "Entwurf:",
        Unread = "Ungelesen",
        Empty = "Alles erledigt",
        EmptyHint = "Hier wartet nichts. Neue Tickets erscheinen von selbst.",
        Failed = "Die Liste konnte nicht geladen werden.",
        Retry = "Erneut versuchen",
        FreshOne = "{0} neues",
        FreshMany = "{0} neue",
        LockedBy = "{0} antwortet gerade",
        ViewedBy = "Geöffnet bei: {0}",
        Menu = "Menü",
        SearchPlaceholder = "Nachrichten, Personen, Dateien suchen …",
        NoHits = "Nichts gefunden",
        SearchHint = "Alle Wörter müssen vorkommen; das letzte darf unvollständig sein. \"Genauer Wortlaut\" in Anführungszeichen. Operatoren: status:open assignee:me queue:support tag:vip priority:high contact:ada created:>2026-01-01 fields.region:EU, mit - davor für nicht.",
    };
}
