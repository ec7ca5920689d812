using Hub.Core.CustomFields;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Views, custom fields, urgency and impact.</summary>
public sealed record ViewTexts
{
    public required string Views { get; init; }
    public required string NewView { get; init; }
    public required string Hint { get; init; }
    public required string Shared { get; init; }
    public required string Groups { get; init; }
    public required string Sort { get; init; }
    public required string Descending { get; init; }
    public required string Columns { get; init; }
    public required string Fields { get; init; }
    public required string Label { get; init; }
    public required string Type { get; init; }
    public required string Scope { get; init; }
    public required string Choices { get; init; }
    public required string ChoicesHint { get; init; }
    public required string OnlyQueues { get; init; }
    public required string Required { get; init; }
    public required string OnlyWhen { get; init; }
    public required string OnlyWhenHint { get; init; }
    public required string Position { get; init; }
    public required string Matrix { get; init; }
    public required string Urgency { get; init; }
    public required string Impact { get; init; }
    public required string NotJudged { get; init; }
    /// <summary>{0} = priority.</summary>
    public required string Proposed { get; init; }
    public required string PossibleDuplicate { get; init; }
    public required string Partial { get; init; }
    public required string OwnOrder { get; init; }
    public required string Bulk { get; init; }
    /// <summary>{0} = count.</summary>
    public required string Picked { get; init; }
    public required string AllPicked { get; init; }
    public required string PickAll { get; init; }
    /// <summary>{0} = number.</summary>
    public required string Pick { get; init; }
    /// <summary>{0} = done, {1} = all, {2} = refused.</summary>
    public required string Progress { get; init; }
    public required string Undo { get; init; }
    public required IReadOnlyDictionary<Grade, string> Grades { get; init; }

    /// <summary>Columns, orders and fields of conditions by name; a custom field's is its own.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }
    public required IReadOnlyDictionary<CustomFieldType, string> Types { get; init; }
    public required IReadOnlyDictionary<FieldScope, string> Scopes { get; init; }
    public required IReadOnlyDictionary<FieldRequirement, string> Requirements { get; init; }

    /// <summary>What people read for a column, an order or a field.</summary>
    public string NameOf(string name) => Names.GetValueOrDefault(name.TrimStart('-'), name);

    public static ViewTexts English { get; } = new()
    {
        Views = "Views",
        NewView = "New view",
        Hint = "A view is a list by conditions of your own. It changes by itself as tickets change and time passes.",
        Shared = "For others (administrators keep it)",
        Groups = "Only these groups",
        Sort = "Sort by",
        Descending = "Highest first",
        Columns = "Columns",
        Fields = "Fields",
        Label = "Label",
        Type = "Type",
        Scope = "Describes",
        Choices = "Choices",
        ChoicesHint = "One a line",
        OnlyQueues = "Only in these queues",
        Required = "Needed",
        OnlyWhen = "Only when",
        OnlyWhenHint = "field = value, value",
        Position = "Place",
        Matrix = "Priority from urgency and impact",
        Urgency = "Urgency",
        Impact = "Impact",
        NotJudged = "Not judged",
        Proposed = "Proposed: {0}",
        PossibleDuplicate = "Possible duplicate of",
        Partial = "There may be more: the search looked at 500 entries. Narrow it with an operator.",
        OwnOrder = "Order of the view",
        Bulk = "Change many tickets",
        Picked = "{0} picked",
        AllPicked = "All that match",
        PickAll = "All that match",
        Pick = "Pick ticket {0}",
        Progress = "{0} of {1} changed, {2} refused",
        Undo = "Undo",
        Grades = new Dictionary<Grade, string> { [Grade.Low] = "Low", [Grade.Medium] = "Medium", [Grade.High] = "High" },
        Names = new Dictionary<string, string>
        {
            ["rank"] = "Order of work",
            ["tag"] = "Tag",
            ["channel"] = "Channel",
            ["active"] = "Not closed",
            ["locked"] = "Locked",
            ["number"] = "Number",
            ["subject"] = "Subject",
            ["contact"] = "Contact",
            ["queue"] = "Queue",
            ["assignee"] = "Assignee",
            ["responsible"] = "Responsible",
            ["status"] = "Status",
            ["priority"] = "Priority",
            ["urgency"] = "Urgency",
            ["impact"] = "Impact",
            ["tags"] = "Tags",
            ["channels"] = "Channels",
            ["createdAt"] = "Created",
            ["updatedAt"] = "Changed",
            ["lastActivityAt"] = "Last activity",
            ["waitingSince"] = "Waiting since",
            ["pendingUntil"] = "Pending until",
        },
        Types = new Dictionary<CustomFieldType, string>
        {
            [CustomFieldType.Text] = "Text",
            [CustomFieldType.Number] = "Number",
            [CustomFieldType.Date] = "Date",
            [CustomFieldType.Choice] = "Choice",
            [CustomFieldType.MultiChoice] = "Several choices",
            [CustomFieldType.Checkbox] = "Checkbox",
        },
        Scopes = new Dictionary<FieldScope, string>
        {
            [FieldScope.Ticket] = "Tickets",
            [FieldScope.Contact] = "Contacts",
            [FieldScope.Organization] = "Organizations",
        },
        Requirements = new Dictionary<FieldRequirement, string>
        {
            [FieldRequirement.Never] = "never",
            [FieldRequirement.Close] = "before closing",
            [FieldRequirement.Always] = "always",
        },
    };

    public static ViewTexts German { get; } = new()
    {
        Views = "Ansichten",
        NewView = "Neue Ansicht",
        Hint = "Eine Ansicht ist eine Liste nach eigenen Bedingungen. Sie ändert sich von selbst, wenn Tickets sich ändern oder Zeit vergeht.",
        Shared = "Für andere (von Administratoren gepflegt)",
        Groups = "Nur diese Gruppen",
        Sort = "Sortieren nach",
        Descending = "Höchste zuerst",
        Columns = "Spalten",
        Fields = "Felder",
        Label = "Bezeichnung",
        Type = "Art",
        Scope = "Beschreibt",
        Choices = "Auswahl",
        ChoicesHint = "Eine je Zeile",
        OnlyQueues = "Nur in diesen Warteschlangen",
        Required = "Nötig",
        OnlyWhen = "Nur wenn",
        OnlyWhenHint = "Feld = Wert, Wert",
        Position = "Platz",
        Matrix = "Priorität aus Dringlichkeit und Auswirkung",
        Urgency = "Dringlichkeit",
        Impact = "Auswirkung",
        NotJudged = "Nicht bewertet",
        Proposed = "Vorschlag: {0}",
        PossibleDuplicate = "Mögliches Duplikat von",
        Partial = "Es kann mehr geben: Die Suche hat 500 Einträge angesehen. Mit einem Operator eingrenzen.",
        OwnOrder = "Wie in der Ansicht",
        Bulk = "Viele Tickets ändern",
        Picked = "{0} gewählt",
        AllPicked = "Alle passenden",
        PickAll = "Alle passenden",
        Pick = "Ticket {0} wählen",
        Progress = "{0} von {1} geändert, {2} abgelehnt",
        Undo = "Rückgängig",
        Grades = new Dictionary<Grade, string> { [Grade.Low] = "Niedrig", [Grade.Medium] = "Mittel", [Grade.High] = "Hoch" },
        Names = new Dictionary<string, string>
        {
            ["rank"] = "Reihenfolge der Arbeit",
            ["tag"] = "Schlagwort",
            ["channel"] = "Kanal",
            ["active"] = "Nicht geschlossen",
            ["locked"] = "Gesperrt",
            ["number"] = "Nummer",
            ["subject"] = "Betreff",
            ["contact"] = "Kontakt",
            ["queue"] = "Warteschlange",
            ["assignee"] = "Bearbeiter",
            ["responsible"] = "Verantwortlicher",
            ["status"] = "Status",
            ["priority"] = "Priorität",
            ["urgency"] = "Dringlichkeit",
            ["impact"] = "Auswirkung",
            ["tags"] = "Schlagwörter",
            ["channels"] = "Kanäle",
            ["createdAt"] = "Erstellt",
            ["updatedAt"] = "Geändert",
            ["lastActivityAt"] = "Letzte Aktivität",
            ["waitingSince"] = "Wartet seit",
            ["pendingUntil"] = "Wartend bis",
        },
        Types = new Dictionary<CustomFieldType, string>
        {
            [CustomFieldType.Text] = "Text",
            [CustomFieldType.Number] = "Zahl",
            [CustomFieldType.Date] = "Datum",
            [CustomFieldType.Choice] = "Auswahl",
            [CustomFieldType.MultiChoice] = "Mehrfachauswahl",
            [CustomFieldType.Checkbox] = "Kontrollkästchen",
        },
        Scopes = new Dictionary<FieldScope, string>
        {
            [FieldScope.Ticket] = "Tickets",
            [FieldScope.Contact] = "Kontakte",
            [FieldScope.Organization] = "Organisationen",
        },
        Requirements = new Dictionary<FieldRequirement, string>
        {
            [FieldRequirement.Never] = "nie",
            [FieldRequirement.Close] = "vor dem Schließen",
            [FieldRequirement.Always] = "immer",
        },
    };
}
