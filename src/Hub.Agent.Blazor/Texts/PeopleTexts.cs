namespace Hub.Agent.Blazor.Texts;

/// <summary>Contacts and organizations.</summary>
public sealed record PeopleTexts
{
    public required string Contacts { get; init; }
    public required string Contact { get; init; }
    public required string NewContact { get; init; }
    public required string FindContact { get; init; }
    public required string NoContacts { get; init; }
    public required string Organizations { get; init; }
    public required string Organization { get; init; }
    public required string OrganizationHint { get; init; }
    public required string NoOrganization { get; init; }
    public required string NewOrganization { get; init; }
    public required string FindOrganization { get; init; }
    public required string NoOrganizations { get; init; }
    public required string Members { get; init; }
    public required string Emails { get; init; }
    public required string Phones { get; init; }
    public required string OnePerLine { get; init; }
    public required string Company { get; init; }
    public required string Remark { get; init; }
    public required string RemarkHint { get; init; }
    public required string Tickets { get; init; }
    public required string NoTickets { get; init; }
    public required string More { get; init; }
    public required string Merge { get; init; }
    public required string MergeHint { get; init; }
    public required string MergeWith { get; init; }
    /// <summary>{0} = name.</summary>
    public required string MergeInto { get; init; }
    public required string NoMatch { get; init; }
    public required string Merged { get; init; }
    /// <summary>{0} = name.</summary>
    public required string MergedInto { get; init; }
    public required string UndoMerge { get; init; }
    public required string Open { get; init; }

    public static PeopleTexts English { get; } = new()
    {
        Contacts = "Contacts",
        Contact = "Contact",
        NewContact = "New contact",
        FindContact = "Name, mail address or +number",
        NoContacts = "No contact found",
        Organizations = "Organizations",
        Organization = "Organization",
        OrganizationHint = "By its exact name; empty for none.",
        NoOrganization = "There is no organization of that name.",
        NewOrganization = "New organization",
        FindOrganization = "Beginning of a name",
        NoOrganizations = "No organization found",
        Members = "Contacts of this organization",
        Emails = "Mail addresses",
        Phones = "Phone numbers",
        OnePerLine = "One a line; the first is the one shown.",
        Company = "Company, as the contact writes it",
        Remark = "Remark",
        RemarkHint = "For colleagues only.",
        Tickets = "All tickets",
        NoTickets = "No ticket that you may see",
        More = "Show more",
        Merge = "Merge with another contact",
        MergeHint = "This contact continues as the other one, which gets its addresses and tickets. It can be undone.",
        MergeWith = "The contact that stays",
        MergeInto = "Merge into {0}",
        NoMatch = "No other contact found",
        Merged = "Merged into this contact",
        MergedInto = "This contact continues as {0}.",
        UndoMerge = "Undo merge",
        Open = "Open contact",
    };

    public static PeopleTexts German { get; } = new()
    {
        Contacts = "Kontakte",
        Contact = "Kontakt",
        NewContact = "Neuer Kontakt",
        FindContact = "Name, E-Mail-Adresse oder +Nummer",
        NoContacts = "Kein Kontakt gefunden",
        Organizations = "Organisationen",
        Organization = "Organisation",
        OrganizationHint = "Mit genauem Namen; leer für keine.",
        NoOrganization = "Eine Organisation dieses Namens gibt es nicht.",
        NewOrganization = "Neue Organisation",
        FindOrganization = "Anfang eines Namens",
        NoOrganizations = "Keine Organisation gefunden",
        Members = "Kontakte dieser Organisation",
        Emails = "E-Mail-Adressen",
        Phones = "Telefonnummern",
        OnePerLine = "Eine je Zeile; die erste wird angezeigt.",
        Company = "Firma, wie der Kontakt sie schreibt",
        Remark = "Bemerkung",
        RemarkHint = "Nur für Kollegen.",
        Tickets = "Alle Tickets",
        NoTickets = "Kein Ticket, das Sie sehen dürfen",
        More = "Mehr anzeigen",
        Merge = "Mit einem anderen Kontakt zusammenführen",
        MergeHint = "Dieser Kontakt geht im anderen auf, der Adressen und Tickets bekommt. Das lässt sich zurücknehmen.",
        MergeWith = "Der Kontakt, der bleibt",
        MergeInto = "Zusammenführen mit {0}",
        NoMatch = "Kein anderer Kontakt gefunden",
        Merged = "In diesen Kontakt aufgegangen",
        MergedInto = "Dieser Kontakt ist aufgegangen in {0}.",
        UndoMerge = "Zusammenführung zurücknehmen",
        Open = "Kontakt öffnen",
    };
}
