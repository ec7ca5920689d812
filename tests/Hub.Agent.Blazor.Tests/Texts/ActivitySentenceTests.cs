using Hub.Agent.Blazor.Texts;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Tests.Texts;

public sealed class ActivitySentenceTests
{
    [Theory]
    [InlineData("status", "new", "closed", "Anna Berger set the status to Closed", "Anna Berger hat den Status auf Geschlossen gesetzt")]
    [InlineData("assignee", null, "Anna Berger", "Anna Berger took the ticket", "Anna Berger hat das Ticket übernommen")]
    [InlineData("assignee", null, "Ben Clarke", "Anna Berger assigned Ben Clarke", "Anna Berger hat das Ticket Ben Clarke zugewiesen")]
    [InlineData("assignee", "Ben Clarke", null, "Anna Berger unassigned Ben Clarke", "Anna Berger hat Ben Clarke als Bearbeiter entfernt")]
    [InlineData("queue", "Support", "Billing::Returns", "Anna Berger moved the ticket to Billing › Returns", "Anna Berger hat das Ticket nach Billing › Returns verschoben")]
    [InlineData("priority", "normal", "urgent", "Anna Berger set the priority to Urgent", "Anna Berger hat die Priorität auf Dringend gesetzt")]
    [InlineData("lock", null, "Anna Berger", "Anna Berger started a reply", "Anna Berger hat eine Antwort begonnen")]
    [InlineData("lock", "Ben Clarke", "Anna Berger", "Anna Berger took over the reply from Ben Clarke", "Anna Berger hat die Antwort von Ben Clarke übernommen")]
    [InlineData("lock", "Anna Berger", null, "Anna Berger stopped replying", "Anna Berger antwortet nicht mehr")]
    [InlineData("tags", "a", "", "Anna Berger removed all tags", "Anna Berger hat alle Schlagwörter entfernt")]
    [InlineData("region", "north", "south", "Anna Berger changed region: north → south", "Anna Berger hat region geändert: north → south")]
    [InlineData("merged", null, "17", "Anna Berger merged #17 into this ticket", "Anna Berger hat #17 mit diesem Ticket zusammengeführt")]
    [InlineData("merged", null, Disclosure.HiddenTicket, "Anna Berger merged a ticket you cannot see into this ticket", "Anna Berger hat ein für Sie verborgenes Ticket mit diesem Ticket zusammengeführt")]
    [InlineData("mergedInto", null, Disclosure.HiddenTicket, "Anna Berger merged this ticket into a ticket you cannot see", "Anna Berger hat dieses Ticket mit einem für Sie verborgenen Ticket zusammengeführt")]
    [InlineData("movedFrom", null, Disclosure.HiddenTicket, "Anna Berger moved entries here from a ticket you cannot see", "Anna Berger hat Einträge aus einem für Sie verborgenen Ticket hierher verschoben")]
    [InlineData("link", null, Disclosure.HiddenTicket, "Anna Berger linked a ticket you cannot see", "Anna Berger hat ein für Sie verborgenes Ticket verknüpft")]
    [InlineData("link.child", Disclosure.HiddenTicket, null, "Anna Berger removed the link to a ticket you cannot see", "Anna Berger hat die Verknüpfung mit einem für Sie verborgenen Ticket entfernt")]
    [InlineData("queue", "Support", Disclosure.HiddenQueue, "Anna Berger moved the ticket to another queue", "Anna Berger hat das Ticket in eine andere Warteschlange verschoben")]
    public void Says_who_did_what(string what, string? from, string? to, string english, string german)
    {
        var change = new Change(what, from, to, Entries.Anna, null);

        ActivitySentence.Of(change, ConsoleTexts.English, TimeZoneInfo.Utc).ShouldBe(english);
        ActivitySentence.Of(change, ConsoleTexts.German, TimeZoneInfo.Utc).ShouldBe(german);
    }

    [Fact]
    public void Says_why_when_something_caused_it()
    {
        var change = new Change("status", "closed", "open", Entries.Marta, "customer message");

        ActivitySentence.Of(change, ConsoleTexts.English, TimeZoneInfo.Utc)
            .ShouldBe("Marta Nowak set the status to Open – new message from the customer");
        ActivitySentence.Of(change, ConsoleTexts.German, TimeZoneInfo.Utc)
            .ShouldBe("Marta Nowak hat den Status auf Offen gesetzt – neue Nachricht des Kunden");
    }

    [Theory]
    [InlineData("child 17 is open", "child 17 is open", "untergeordnet: #17 ist offen")]
    [InlineData("child a ticket you cannot see is closed", "child a ticket you cannot see is closed", "untergeordnet: ein für Sie verborgenes Ticket ist geschlossen")]
    [InlineData("child care is open", "child care is open", "child care is open")]
    public void Says_which_child_was_the_reason(string because, string english, string german)
    {
        var change = new Change("status", "closed", "open", Actor.Rule("children"), because);

        ActivitySentence.Of(change, ConsoleTexts.English, TimeZoneInfo.Utc).ShouldBe($"Hub set the status to Open – {english}");
        ActivitySentence.Of(change, ConsoleTexts.German, TimeZoneInfo.Utc).ShouldBe($"Hub hat den Status auf Offen gesetzt – {german}");
    }

    [Fact]
    public void Shows_instants_in_the_reader_s_zone()
    {
        var change = new Change("pendingUntil", null, "2026-03-04T12:00:00.0000000+00:00", Entries.Anna, null);

        ActivitySentence.Of(change, ConsoleTexts.German, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))
            .ShouldBe("Anna Berger hat das Ticket bis 04.03.2026 13:00 zurückgestellt");
    }
}
