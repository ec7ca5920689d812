namespace Hub.Agent.Blazor.Texts;

/// <summary>The pane beside the thread.</summary>
public sealed record ContextTexts
{
    public required string Label { get; init; }
    public required string Contact { get; init; }
    public required string Ticket { get; init; }
    public required string Status { get; init; }
    public required string Queue { get; init; }
    public required string Assignee { get; init; }
    public required string Nobody { get; init; }
    public required string Take { get; init; }
    public required string Priority { get; init; }
    public required string Tags { get; init; }
    public required string AddTag { get; init; }
    /// <summary>{0} = tag.</summary>
    public required string RemoveTag { get; init; }
    public required string OtherTickets { get; init; }
    public required string NoOtherTickets { get; init; }
    public required string History { get; init; }
    public required string Email { get; init; }
    public required string Phone { get; init; }
    public required string Language { get; init; }
    public required string Page { get; init; }
    public required string FirstSeen { get; init; }
    public required string Created { get; init; }
    public required string Waiting { get; init; }
    public required string Close { get; init; }
    public required string Reopen { get; init; }
    public required string Failed { get; init; }
    public required string Unverified { get; init; }
    public required string Links { get; init; }
    public required string HidePane { get; init; }

    public static ContextTexts English { get; } = new()
    {
        Label = "Details",
        Contact = "Contact",
        Ticket = "Ticket",
        Status = "Status",
        Queue = "Queue",
        Assignee = "Assignee",
        Nobody = "Nobody",
        Take = "Take",
        Priority = "Priority",
        Tags = "Tags",
        AddTag = "Add tag",
        RemoveTag = "Remove tag {0}",
        OtherTickets = "Other tickets",
        NoOtherTickets = "No other tickets",
        History = "History",
        Email = "E-mail",
        Phone = "Phone",
        Language = "Language",
        Page = "Page",
        FirstSeen = "First seen",
        Created = "Created",
        Waiting = "Waiting since",
        Close = "Close",
        Reopen = "Reopen",
        Failed = "Not changed: {0}",
        Unverified = "said, not verified",
        Links = "Linked tickets",
        HidePane = "Hide details",
    };

    public static ContextTexts German { get; } = new()
    {
        Label = "Details",
        Contact = "Kontakt",
        Ticket = "Ticket",
        Status = "Status",
        Queue = "Warteschlange",
        Assignee = "Bearbeiter",
        Nobody = "Niemand",
        Take = "Übernehmen",
        Priority = "Priorität",
        Tags = "Schlagwörter",
        AddTag = "Neu …",
        RemoveTag = "Schlagwort {0} entfernen",
        OtherTickets = "Weitere Tickets",
        NoOtherTickets = "Keine weiteren Tickets",
        History = "Historie",
        Email = "E-Mail",
        Phone = "Telefon",
        Language = "Sprache",
        Page = "Seite",
        FirstSeen = "Bekannt seit",
        Created = "Erstellt",
        Waiting = "Wartet seit",
        Close = "Schließen",
        Reopen = "Wieder öffnen",
        Failed = "Nicht geändert: {0}",
        Unverified = "Angabe, nicht geprüft",
        Links = "Verknüpfte Tickets",
        HidePane = "Details ausblenden",
    };
}
