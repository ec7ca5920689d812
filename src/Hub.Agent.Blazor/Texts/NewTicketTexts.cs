using Hub.Agent.Blazor.State;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Making a ticket by hand.</summary>
public sealed record NewTicketTexts
{
    public required string Title { get; init; }
    public required string Kind { get; init; }
    public required string From { get; init; }
    public required string Name { get; init; }
    public required string Text { get; init; }
    public required string Minutes { get; init; }
    public required string When { get; init; }
    public required string Closed { get; init; }
    public required string Save { get; init; }
    public required IReadOnlyDictionary<NewTicketKind, string> Kinds { get; init; }

    public static NewTicketTexts English { get; } = new()
    {
        Title = "New ticket",
        Kind = "What it is",
        From = "Send from",
        Name = "Name",
        Text = "Text",
        Minutes = "Length of the call in minutes",
        When = "When it happened (empty: now)",
        Closed = "Already done: close at once",
        Save = "Create ticket",
        Kinds = new Dictionary<NewTicketKind, string>
        {
            [NewTicketKind.Phone] = "Phone call",
            [NewTicketKind.Mail] = "Mail to a customer",
            [NewTicketKind.Internal] = "Internal matter",
            [NewTicketKind.Letter] = "Letter",
            [NewTicketKind.Visit] = "Visit",
        },
    };

    public static NewTicketTexts German { get; } = new()
    {
        Title = "Neues Ticket",
        Kind = "Art",
        From = "Senden von",
        Name = "Name",
        Text = "Text",
        Minutes = "Dauer des Anrufs in Minuten",
        When = "Wann es war (leer: jetzt)",
        Closed = "Schon erledigt: gleich schließen",
        Save = "Ticket anlegen",
        Kinds = new Dictionary<NewTicketKind, string>
        {
            [NewTicketKind.Phone] = "Anruf",
            [NewTicketKind.Mail] = "E-Mail an einen Kunden",
            [NewTicketKind.Internal] = "Interner Vorgang",
            [NewTicketKind.Letter] = "Brief",
            [NewTicketKind.Visit] = "Besuch",
        },
    };
}
