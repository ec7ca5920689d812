namespace Hub.Agent.Blazor.Texts;

/// <summary>Why a message is where it is, in the texts' language.</summary>
public static class FilingSentence
{
    private const string Released = " released it from the tray.";

    // As ThreadResolver, FilingRules and ReportEntry write them; one reason may be several of them in a row.
    private static readonly (string English, string German)[] Known =
    [
        ("It came to the ticket's own reply address.", "Sie ging an die Antwortadresse des Tickets."),
        ("It refers to a mail of this ticket.", "Sie bezieht sich auf eine E-Mail dieses Tickets."),
        ("It answers a mail of this ticket.", "Sie antwortet auf eine E-Mail dieses Tickets."),
        ("It was moved into this one.", "Diese wurde hierher verschoben."),
        ("It was merged into this one.", "Das genannte Ticket geht in diesem weiter."),
        ("Its subject carries the ticket's number.", "Ihr Betreff nennt die Nummer des Tickets."),
        ("Its subject carries the number of a ticket in which its sender takes no part.",
            "Ihr Betreff nennt die Nummer eines Tickets, an dem ihr Absender nicht beteiligt ist."),
        ("It names no ticket.", "Sie nennt kein Ticket."),
        ("Its ticket is closed.", "Ihr Ticket ist geschlossen."),
        ("Its ticket was closed too long ago.", "Ihr Ticket wurde vor zu langer Zeit geschlossen."),
        ("It reports on a mail of this ticket.", "Sie meldet etwas über eine E-Mail dieses Tickets."),
    ];

    /// <summary>The reason as a sentence; one that is not known stays as it is.</summary>
    public static string Of(string because, bool isGerman) => because switch
    {
        "visitor" => isGerman ? "Im Chat geschrieben." : "It was written in the chat.",
        "made by hand" => isGerman ? "Von Hand angelegt." : "It was made by hand.",
        _ when !isGerman => because,
        _ when because.EndsWith(Released, StringComparison.Ordinal) => $"{because[..^Released.Length]} hat sie aus der Ablage freigegeben.",
        _ => Known.Aggregate(because, static (text, known) => text.Replace(known.English, known.German, StringComparison.Ordinal)),
    };
}
