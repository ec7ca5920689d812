using System.Globalization;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Merging, splitting, moving and linking tickets, and why something is refused.</summary>
public sealed record TieTexts
{
    public required CultureInfo Culture { get; init; }
    public required string More { get; init; }
    public required string Merge { get; init; }
    /// <summary>{0} = this ticket's number.</summary>
    public required string MergeHint { get; init; }
    public required string Into { get; init; }
    public required string Select { get; init; }
    /// <summary>{0} = count.</summary>
    public required string Selected { get; init; }
    public required string Split { get; init; }
    public required string SplitHint { get; init; }
    public required string Subject { get; init; }
    public required string MoveTo { get; init; }
    public required string MoveHint { get; init; }
    public required string Link { get; init; }
    public required string LinkHint { get; init; }
    public required string Unlink { get; init; }
    public required string Number { get; init; }
    public required string NumberHint { get; init; }
    public required string NoTicket { get; init; }
    public required string Cancel { get; init; }
    public required string Undo { get; init; }
    /// <summary>{0} = number.</summary>
    public required string MergedInto { get; init; }
    /// <summary>{0} = numbers.</summary>
    public required string Members { get; init; }
    /// <summary>{0} = number.</summary>
    public required string MovedTo { get; init; }
    /// <summary>{0} = number.</summary>
    public required string Origin { get; init; }
    /// <summary>A ticket that the reader may not see.</summary>
    public required string Hidden { get; init; }
    /// <summary>A queue that the reader has no right on.</summary>
    public required string HiddenQueue { get; init; }
    /// <summary>As <see cref="MergedInto"/>, into a ticket that the reader may not see.</summary>
    public required string MergedIntoHidden { get; init; }
    public required string MovedToHidden { get; init; }
    public required string OriginHidden { get; init; }
    public required IReadOnlyDictionary<LinkType, string> Types { get; init; }
    /// <summary>By code; {0} = numbers of the tickets in the way.</summary>
    public required IReadOnlyDictionary<string, string> Refusals { get; init; }

    /// <summary>Why something was refused, as a sentence.</summary>
    public string Refusal(TicketOutcome.Refused why) => Refusals.TryGetValue(why.Code, out var text)
        ? string.Format(Culture, text, why.ListBlockers(static ticket => "#" + ticket.Number, Hidden))
        : why.Text;

    public static TieTexts English { get; } = new()
    {
        Culture = CultureInfo.GetCultureInfo("en-GB"),
        More = "More actions",
        Merge = "Merge…",
        MergeHint = "#{0} continues in the other ticket: all entries are read there in order of time, people and links come along, and later messages arrive there.",
        Into = "Merge into",
        Select = "Select entries…",
        Selected = "{0} selected",
        Split = "Split off",
        SplitHint = "The selected entries become a ticket of their own. Both tickets show the link.",
        Subject = "Subject",
        MoveTo = "Move to…",
        MoveHint = "What is selected counts in the other ticket from now on.",
        Link = "Link…",
        LinkHint = "What the other ticket is to this one. A parent closes only after its children.",
        Unlink = "Remove link",
        Number = "Ticket number",
        NumberHint = "Number of the other ticket",
        NoTicket = "There is no such ticket, or you may not see it.",
        Cancel = "Cancel",
        Undo = "Undo",
        MergedInto = "This ticket continues in #{0}.",
        Members = "Merged in: {0}",
        MovedTo = "Moved to #{0}",
        Origin = "From #{0}",
        Hidden = "a ticket you cannot see",
        HiddenQueue = "another queue",
        MergedIntoHidden = "This ticket continues in a ticket you cannot see.",
        MovedToHidden = "Moved to a ticket you cannot see",
        OriginHidden = "From a ticket you cannot see",
        Types = new Dictionary<LinkType, string>
        {
            [LinkType.Parent] = "Parent",
            [LinkType.Child] = "Child",
            [LinkType.Related] = "Related",
            [LinkType.FollowUpOf] = "Follow-up of",
            [LinkType.ClaimsToBelongTo] = "Claims to belong to",
        },
        Refusals = new Dictionary<string, string>
        {
            ["open-children"] = "Close these first: {0}.",
            ["link-cycle"] = "The tickets would depend on each other in a circle.",
            ["too-many-links"] = "A ticket has at most 50 links.",
            ["too-many-merged"] = "At most 40 tickets continue in one.",
            ["already-moved"] = "An entry counts in another ticket already.",
            ["nothing-to-undo"] = "This no longer stands.",
            ["changed-since"] = "It was changed again since.",
            ["not-undoable"] = "This cannot be undone.",
            ["needs-approval"] = "Only the responsible closes tickets of this queue.",
            ["not-closed"] = "Close the ticket first.",
            ["no-encryption-key"] = "Not sent: somebody has no usable key. Add one at the contact, or switch encryption off and send plain text.",
            ["no-signing-key"] = "Not sent: this queue has no usable key to sign with.",
            ["bcc-encrypted"] = "Not sent: an encrypted mail names all who can read it. Take out the hidden recipients.",
            ["no-mail-inbox"] = "There is no mail inbox to send from.",
            ["too-many-watchers"] = "A ticket has at most 50 watchers.",
        },
    };

    public static TieTexts German { get; } = new()
    {
        Culture = CultureInfo.GetCultureInfo("de-DE"),
        More = "Weitere Aktionen",
        Merge = "Zusammenführen …",
        MergeHint = "#{0} geht im anderen Ticket weiter: Alle Einträge stehen dort in zeitlicher Reihenfolge, Personen und Verknüpfungen kommen mit, spätere Nachrichten gehen dort ein.",
        Into = "Zusammenführen mit",
        Select = "Einträge auswählen …",
        Selected = "{0} ausgewählt",
        Split = "Abtrennen",
        SplitHint = "Aus den ausgewählten Einträgen wird ein eigenes Ticket. Beide Tickets zeigen die Verknüpfung.",
        Subject = "Betreff",
        MoveTo = "Verschieben nach …",
        MoveHint = "Was ausgewählt ist, zählt ab jetzt im anderen Ticket.",
        Link = "Verknüpfen …",
        LinkHint = "Was das andere Ticket für dieses ist. Ein übergeordnetes Ticket schließt erst nach seinen untergeordneten.",
        Unlink = "Verknüpfung entfernen",
        Number = "Ticketnummer",
        NumberHint = "Nummer des anderen Tickets",
        NoTicket = "Dieses Ticket gibt es nicht, oder Sie dürfen es nicht sehen.",
        Cancel = "Abbrechen",
        Undo = "Rückgängig",
        MergedInto = "Dieses Ticket geht in #{0} weiter.",
        Members = "Zusammengeführt: {0}",
        MovedTo = "Verschoben nach #{0}",
        Origin = "Aus #{0}",
        Hidden = "ein für Sie verborgenes Ticket",
        HiddenQueue = "eine andere Warteschlange",
        MergedIntoHidden = "Dieses Ticket geht in einem für Sie verborgenen Ticket weiter.",
        MovedToHidden = "In ein für Sie verborgenes Ticket verschoben",
        OriginHidden = "Aus einem für Sie verborgenen Ticket",
        Types = new Dictionary<LinkType, string>
        {
            [LinkType.Parent] = "Übergeordnet",
            [LinkType.Child] = "Untergeordnet",
            [LinkType.Related] = "Verwandt",
            [LinkType.FollowUpOf] = "Folgeticket von",
            [LinkType.ClaimsToBelongTo] = "Nennt die Nummer von",
        },
        Refusals = new Dictionary<string, string>
        {
            ["open-children"] = "Zuerst schließen: {0}.",
            ["link-cycle"] = "Die Tickets würden im Kreis voneinander abhängen.",
            ["too-many-links"] = "Ein Ticket hat höchstens 50 Verknüpfungen.",
            ["too-many-merged"] = "In einem Ticket gehen höchstens 40 andere weiter.",
            ["already-moved"] = "Ein Eintrag zählt schon in einem anderen Ticket.",
            ["nothing-to-undo"] = "Das gilt nicht mehr.",
            ["changed-since"] = "Es wurde inzwischen wieder geändert.",
            ["not-undoable"] = "Das lässt sich nicht rückgängig machen.",
            ["needs-approval"] = "Tickets dieser Warteschlange schließt nur der Verantwortliche.",
            ["not-closed"] = "Schließen Sie das Ticket zuerst.",
            ["no-encryption-key"] = "Nicht gesendet: Für jemanden gibt es keinen brauchbaren Schlüssel. Fügen Sie beim Kontakt einen hinzu, oder schalten Sie die Verschlüsselung aus und senden Sie lesbar.",
            ["no-signing-key"] = "Nicht gesendet: Diese Warteschlange hat keinen brauchbaren Schlüssel zum Signieren.",
            ["bcc-encrypted"] = "Nicht gesendet: Eine verschlüsselte Mail nennt alle, die sie lesen können. Entfernen Sie die verborgenen Empfänger.",
            ["no-mail-inbox"] = "Es gibt kein Postfach, von dem gesendet werden kann.",
            ["too-many-watchers"] = "Ein Ticket hat höchstens 50 Beobachter.",
        },
    };
}
