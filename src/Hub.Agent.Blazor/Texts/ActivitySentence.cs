using System.Globalization;
using Hub.Core.CustomFields;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Texts;

/// <summary>A change of a ticket as a sentence.</summary>
public static class ActivitySentence
{
    /// <summary>What happened, with who did it, in the texts' language.</summary>
    public static string Of(Change change, ConsoleTexts texts, TimeZoneInfo zone)
    {
        var who = change.By.Type == ActorType.Rule ? "Hub" : change.By.Name;
        var sentence = texts.Language == "de" ? German(change, who, texts, zone) : English(change, who, texts, zone);
        return Reason(change.Because, texts.Language == "de") is { } reason ? $"{sentence} – {reason}" : sentence;
    }

    private static string English(Change change, string who, ConsoleTexts texts, TimeZoneInfo zone) => (change.What, change.From, change.To) switch
    {
        ("created", _, _) => $"{who} opened the ticket",
        ("status", _, { } to) => $"{who} set the status to {Status(to, texts)}",
        ("assignee", _, { } to) when to == who => $"{who} took the ticket",
        ("assignee", _, { } to) => $"{who} assigned {to}",
        ("assignee", { } from, null) => $"{who} unassigned {from}",
        ("responsible", _, { } to) => $"{who} made {to} responsible",
        ("responsible", _, null) => $"{who} cleared who is responsible",
        ("queue", _, Disclosure.HiddenQueue) => $"{who} moved the ticket to another queue",
        ("queue", _, { } to) => $"{who} moved the ticket to {Path(to)}",
        ("priority", _, { } to) => $"{who} set the priority to {Priority(to, texts)}",
        ("subject", _, { } to) => $"{who} changed the subject to “{to}”",
        ("tags", _, null or "") => $"{who} removed all tags",
        ("tags", _, { } to) => $"{who} set the tags to {to}",
        ("pendingUntil", _, { } to) => $"{who} set it aside until {Instant(to, texts, zone)}",
        ("pendingUntil", _, null) => $"{who} cleared the reminder",
        ("lock", { } from, { } to) when from != to => $"{to} took over the reply from {from}",
        ("lock", _, { } to) => $"{to} started a reply",
        ("lock", { } from, null) => $"{from} stopped replying",
        ("delivery", _, _) => $"{who} sent the message again",
        ("receipt", _, { } to) => $"Hub sent a receipt to {to}",
        ("notice", _, { } to) => $"Hub told {to} that the ticket stays closed",
        ("bounce", var about, "failed") => $"Not delivered{To(about, " to ")}",
        ("bounce", var about, "delayed") => $"Delivery is delayed{To(about, ": ")}",
        ("bounce", var about, "delivered") => $"Delivered{To(about, " to ")}",
        ("bounce", var about, _) => $"Sent on to a system that does not report{To(about, ": ")}",
        ("complaint", _, { } to) => $"{(to.Length > 0 ? to : "A recipient")} complained about our mail and gets no more automatic ones",
        ("disposition", var about, "read") => $"Read{To(about, " by ")}",
        ("disposition", var about, _) => $"Handled without being read{To(about, ": ")}",
        ("merged", null, { } to) => $"{who} merged {Number(to)} into this ticket",
        ("merged", { } from, null) => $"{who} separated {Number(from)} again",
        ("mergedInto", null, { } to) => $"{who} merged this ticket into {Number(to)}",
        ("mergedInto", { } from, null) => $"{who} separated this ticket from {Number(from)}",
        ("split", null, { } to) => $"{who} split off {Number(to)}",
        ("split", { } from, null) => $"{who} took back what was split off to {Number(from)}",
        ("splitFrom", null, { } to) => $"{who} split this ticket off from {Number(to)}",
        ("splitFrom", { } from, null) => $"{who} gave the entries back to {Number(from)}",
        ("moved", null, { } to) => $"{who} moved entries to {Number(to)}",
        ("moved", { } from, null) => $"{who} took entries back from {Number(from)}",
        ("movedFrom", null, { } to) => $"{who} moved entries here from {Number(to)}",
        ("movedFrom", { } from, null) => $"{who} gave entries back to {Number(from)}",
        ("link.parent", null, { } to) => $"{who} set {Number(to)} as parent",
        ("link.child", null, { } to) => $"{who} added {Number(to)} as child",
        ("link" or "link.related", null, { } to) => $"{who} linked {Number(to)}",
        ("link.parent" or "link.child" or "link.related", { } from, null) => $"{who} removed the link to {Number(from)}",
        ("children", _, _) => "All child tickets are closed",
        ("watcher", null, { } to) => to == who ? $"{who} watches the ticket" : $"{who} made {to} a watcher",
        ("watcher", { } from, null) => from == who ? $"{who} no longer watches" : $"{who} removed {from} as a watcher",
        ("time", _, { } to) => $"{who} booked {to} min",
        ("forwarded", _, { } to) => $"{who} forwarded it to {to}",
        ("shelf", _, { } to) => $"{who} moved it: {Shelf(to, texts)}",
        ("shelf", { } from, null) => $"{who} took it back ({Shelf(from, texts)})",
        (var what, null, { } to) => $"{who} set {Field(what)} to {to}",
        (var what, { } from, null) => $"{who} cleared {Field(what)} ({from})",
        var (what, from, to) => $"{who} changed {Field(what)}: {from ?? "–"} → {to ?? "–"}",
    };

    private static string German(Change change, string who, ConsoleTexts texts, TimeZoneInfo zone) => (change.What, change.From, change.To) switch
    {
        ("created", _, _) => $"{who} hat das Ticket eröffnet",
        ("status", _, { } to) => $"{who} hat den Status auf {Status(to, texts)} gesetzt",
        ("assignee", _, { } to) when to == who => $"{who} hat das Ticket übernommen",
        ("assignee", _, { } to) => $"{who} hat das Ticket {to} zugewiesen",
        ("assignee", { } from, null) => $"{who} hat {from} als Bearbeiter entfernt",
        ("responsible", _, { } to) => $"{who} hat {to} zum Verantwortlichen gemacht",
        ("responsible", _, null) => $"{who} hat den Verantwortlichen entfernt",
        ("queue", _, Disclosure.HiddenQueue) => $"{who} hat das Ticket in eine andere Warteschlange verschoben",
        ("queue", _, { } to) => $"{who} hat das Ticket nach {Path(to)} verschoben",
        ("priority", _, { } to) => $"{who} hat die Priorität auf {Priority(to, texts)} gesetzt",
        ("subject", _, { } to) => $"{who} hat den Betreff in „{to}“ geändert",
        ("tags", _, null or "") => $"{who} hat alle Schlagwörter entfernt",
        ("tags", _, { } to) => $"{who} hat die Schlagwörter auf {to} gesetzt",
        ("pendingUntil", _, { } to) => $"{who} hat das Ticket bis {Instant(to, texts, zone)} zurückgestellt",
        ("pendingUntil", _, null) => $"{who} hat die Wiedervorlage entfernt",
        ("lock", { } from, { } to) when from != to => $"{to} hat die Antwort von {from} übernommen",
        ("lock", _, { } to) => $"{to} hat eine Antwort begonnen",
        ("lock", { } from, null) => $"{from} antwortet nicht mehr",
        ("delivery", _, _) => $"{who} hat die Nachricht erneut gesendet",
        ("receipt", _, { } to) => $"Hub hat {to} den Eingang bestätigt",
        ("notice", _, { } to) => $"Hub hat {to} mitgeteilt, dass das Ticket geschlossen bleibt",
        ("bounce", var about, "failed") => $"Nicht zugestellt{To(about, " an ")}",
        ("bounce", var about, "delayed") => $"Die Zustellung verzögert sich{To(about, ": ")}",
        ("bounce", var about, "delivered") => $"Zugestellt{To(about, " an ")}",
        ("bounce", var about, _) => $"An ein System weitergegeben, das nichts zurückmeldet{To(about, ": ")}",
        ("complaint", _, { } to) => $"{(to.Length > 0 ? to : "Ein Empfänger")} hat sich über unsere E-Mail beschwert und bekommt keine automatischen mehr",
        ("disposition", var about, "read") => $"Gelesen{To(about, " von ")}",
        ("disposition", var about, _) => $"Ungelesen verarbeitet{To(about, ": ")}",
        ("merged", null, { } to) => $"{who} hat {Accusative(to)} mit diesem Ticket zusammengeführt",
        ("merged", { } from, null) => $"{who} hat {Accusative(from)} wieder getrennt",
        ("mergedInto", null, { } to) => $"{who} hat dieses Ticket mit {Dative(to)} zusammengeführt",
        ("mergedInto", { } from, null) => $"{who} hat dieses Ticket wieder von {Dative(from)} getrennt",
        ("split", null, { } to) => $"{who} hat {Accusative(to)} abgetrennt",
        ("split", { } from, null) => $"{who} hat das nach {Dative(from)} Abgetrennte zurückgeholt",
        ("splitFrom", null, { } to) => $"{who} hat dieses Ticket von {Dative(to)} abgetrennt",
        ("splitFrom", { } from, null) => $"{who} hat die Einträge an {Accusative(from)} zurückgegeben",
        ("moved", null, { } to) => $"{who} hat Einträge nach {Dative(to)} verschoben",
        ("moved", { } from, null) => $"{who} hat Einträge aus {Dative(from)} zurückgeholt",
        ("movedFrom", null, { } to) => $"{who} hat Einträge aus {Dative(to)} hierher verschoben",
        ("movedFrom", { } from, null) => $"{who} hat Einträge an {Accusative(from)} zurückgegeben",
        ("link.parent", null, { } to) => $"{who} hat {Accusative(to)} als übergeordnet gesetzt",
        ("link.child", null, { } to) => $"{who} hat {Accusative(to)} als untergeordnet hinzugefügt",
        ("link" or "link.related", null, { } to) => $"{who} hat {Accusative(to)} verknüpft",
        ("link.parent" or "link.child" or "link.related", { } from, null) => $"{who} hat die Verknüpfung mit {Dative(from)} entfernt",
        ("children", _, _) => "Alle untergeordneten Tickets sind geschlossen",
        ("watcher", null, { } to) => to == who ? $"{who} beobachtet das Ticket" : $"{who} hat {to} als Beobachter eingetragen",
        ("watcher", { } from, null) => from == who ? $"{who} beobachtet nicht mehr" : $"{who} hat {from} als Beobachter entfernt",
        ("time", _, { } to) => $"{who} hat {to} min gebucht",
        ("forwarded", _, { } to) => $"{who} hat es an {to} weitergeleitet",
        ("shelf", _, { } to) => $"{who} hat es abgelegt: {Shelf(to, texts)}",
        ("shelf", { } from, null) => $"{who} hat es zurückgeholt ({Shelf(from, texts)})",
        (var what, null, { } to) => $"{who} hat {Field(what)} auf {to} gesetzt",
        (var what, { } from, null) => $"{who} hat {Field(what)} entfernt ({from})",
        var (what, from, to) => $"{who} hat {Field(what)} geändert: {from ?? "–"} → {to ?? "–"}",
    };

    private static string? Reason(string? because, bool isGerman) => because switch
    {
        "customer message" => isGerman ? "neue Nachricht des Kunden" : "new message from the customer",
        "first reply" => isGerman ? "erste Antwort" : "first reply",
        "holder gone" => isGerman ? "Bearbeiter nicht mehr verbunden" : "no longer connected",
        "absent" => isGerman ? "abwesend" : "away",
        "time has come" => isGerman ? "Wiedervorlage erreicht" : "its time has come",
        "undo" => isGerman ? "rückgängig gemacht" : "undone",
        "merge" => isGerman ? "Zusammenführung" : "merge",
        "take-over" or null => null,
        _ when isGerman && GermanOfChild(because) is { } sentence => sentence,
        _ when Enum.TryParse<Core.Inboxes.ChannelKind>(because, out var channel) =>
            (isGerman ? WordTexts.German : WordTexts.English).Channels[channel],
        _ => FilingSentence.Of(because, isGerman),
    };

    private static string Field(string what) =>
        what.StartsWith(FieldDefinition.TermPrefix, StringComparison.Ordinal) ? what[FieldDefinition.TermPrefix.Length..] : what;

    private static string? GermanOfChild(string because) => because.Split(' ', 2) is ["child", var what]
        ? what.Split(" is ") is [var number, "open" or "closed"] && (number == Disclosure.HiddenTicket || number.All(char.IsAsciiDigit))
            ? $"untergeordnet: {Accusative(number)} ist {(what.EndsWith("open", StringComparison.Ordinal) ? "offen" : "geschlossen")}"
            : null
        : null;

    private static string To(string? address, string before) => string.IsNullOrEmpty(address) ? "" : before + address;

    private static string Number(string number) => number == Disclosure.HiddenTicket ? number : $"#{number}";

    private static string Accusative(string number) => number == Disclosure.HiddenTicket ? TieTexts.German.Hidden : $"#{number}";

    private static string Dative(string number) => number == Disclosure.HiddenTicket ? "einem für Sie verborgenen Ticket" : $"#{number}";

    private static string Status(string status, ConsoleTexts texts) =>
        Enum.TryParse<TicketState>(status, ignoreCase: true, out var state) ? texts.Words.States[state] : status;

    private static string Shelf(string shelf, ConsoleTexts texts) => shelf switch
    {
        "archive" => texts.Work.Archive,
        "spam" => texts.Work.Spam,
        _ => texts.Work.Trash,
    };

    private static string Priority(string name, ConsoleTexts texts) =>
        Enum.TryParse<Priority>(name, ignoreCase: true, out var priority) ? texts.Words.Priorities[priority] : name;

    private static string Path(string path) => path.Replace("::", " › ", StringComparison.Ordinal);

    private static string Instant(string text, ConsoleTexts texts, TimeZoneInfo zone) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            ? TimeZoneInfo.ConvertTime(at, zone).ToString("g", texts.Culture)
            : text;
}
