using System.Globalization;
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
        (var what, null, { } to) => $"{who} set {what} to {to}",
        (var what, { } from, null) => $"{who} cleared {what} ({from})",
        var (what, from, to) => $"{who} changed {what}: {from ?? "–"} → {to ?? "–"}",
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
        (var what, null, { } to) => $"{who} hat {what} auf {to} gesetzt",
        (var what, { } from, null) => $"{who} hat {what} entfernt ({from})",
        var (what, from, to) => $"{who} hat {what} geändert: {from ?? "–"} → {to ?? "–"}",
    };

    private static string? Reason(string? because, bool isGerman) => because switch
    {
        "customer message" => isGerman ? "neue Nachricht des Kunden" : "new message from the customer",
        "first reply" => isGerman ? "erste Antwort" : "first reply",
        "holder gone" => isGerman ? "Bearbeiter nicht mehr verbunden" : "no longer connected",
        "take-over" or null => null,
        _ when Enum.TryParse<Core.Inboxes.ChannelKind>(because, out var channel) =>
            (isGerman ? WordTexts.German : WordTexts.English).Channels[channel],
        _ => because,
    };

    private static string Status(string status, ConsoleTexts texts) =>
        TicketStatuses.Find(status) is { } state ? texts.Words.States[state] : status;

    private static string Priority(string name, ConsoleTexts texts) =>
        Enum.TryParse<Priority>(name, ignoreCase: true, out var priority) ? texts.Words.Priorities[priority] : name;

    private static string Path(string path) => path.Replace("::", " › ", StringComparison.Ordinal);

    private static string Instant(string text, ConsoleTexts texts, TimeZoneInfo zone) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            ? TimeZoneInfo.ConvertTime(at, zone).ToString("g", texts.Culture)
            : text;
}
