namespace Hub.Agent.Blazor.Texts;

/// <summary>Command bar, timer, and the ticket as it was.</summary>
public sealed record CommandTexts
{
    public required string Title { get; init; }
    public required string Placeholder { get; init; }
    public required string Nothing { get; init; }
    public required string Ticket { get; init; }
    public required string Queue { get; init; }
    public required string View { get; init; }
    public required string Page { get; init; }
    /// <summary>{0} = number.</summary>
    public required string GoTo { get; init; }
    /// <summary>{0} = text.</summary>
    public required string SearchFor { get; init; }
    public required string Assign { get; init; }
    public required string AddTag { get; init; }
    public required string StartTimer { get; init; }
    /// <summary>{0} = minutes.</summary>
    public required string StopTimer { get; init; }
    public required string AsItWas { get; init; }
    /// <summary>{0} = entry, {1} = of how many.</summary>
    public required string AtEntry { get; init; }
    public required string MergeDuplicate { get; init; }

    public static CommandTexts English { get; } = new()
    {
        Title = "Commands",
        Placeholder = "Ticket number, queue, view, page or command",
        Nothing = "Nothing of that name",
        Ticket = "This ticket",
        Queue = "Queue",
        View = "View",
        Page = "Page",
        GoTo = "Go to ticket #{0}",
        SearchFor = "Search for “{0}”",
        Assign = "Assign to…",
        AddTag = "Add a tag",
        StartTimer = "Start timer",
        StopTimer = "{0} min – stop and book",
        AsItWas = "The ticket as it was",
        AtEntry = "At entry {0} of {1}",
        MergeDuplicate = "Merge",
    };

    public static CommandTexts German { get; } = new()
    {
        Title = "Befehle",
        Placeholder = "Ticketnummer, Warteschlange, Ansicht, Seite oder Befehl",
        Nothing = "Nichts unter diesem Namen",
        Ticket = "Dieses Ticket",
        Queue = "Warteschlange",
        View = "Ansicht",
        Page = "Seite",
        GoTo = "Zum Ticket #{0}",
        SearchFor = "Suche nach „{0}“",
        Assign = "Zuweisen an …",
        AddTag = "Schlagwort hinzufügen",
        StartTimer = "Zeit messen",
        StopTimer = "{0} min – anhalten und buchen",
        AsItWas = "Das Ticket, wie es war",
        AtEntry = "Bei Eintrag {0} von {1}",
        MergeDuplicate = "Zusammenführen",
    };
}
