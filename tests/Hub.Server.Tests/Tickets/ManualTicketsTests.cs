using System.Text.Json.Nodes;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Tickets;

public sealed class ManualTicketsTests(RestHub hub) : IClassFixture<RestHub>
{
    [Fact]
    public async Task P06_An_internal_ticket_and_an_outbound_mail_have_number_owner_and_history()
    {
        var me = (await hub.GetAsync("/agents/me"))["id"]!.GetValue<string>();
        var inner = await hub.PostAsync("/tickets", new
        {
            subject = "Order paper",
            assignee = me,
            contact = new { name = "Office" },
            message = new { kind = "note", text = "A4, 80 g" },
        });
        inner["assignee"]!["id"]!.GetValue<string>().ShouldBe(me);
        inner["channels"]!.AsArray().ShouldBeEmpty();
        (await EntriesAsync(inner)).Select(static entry => entry["kind"]!.GetValue<string>()).ShouldBe(["activity", "note"]);

        var inbox = (await hub.PostAsync("/inboxes", new { name = $"Out {Guid.NewGuid():n}", channel = "email", settings = new { address = $"{Guid.NewGuid():n}@hub.test" } }))["id"]!
            .GetValue<string>();
        var mail = await hub.PostAsync("/tickets", new
        {
            subject = "Your order",
            assignee = me,
            contact = new { name = "Ada", email = $"{Guid.NewGuid():n}@customer.test" },
            message = new { kind = "public", direction = "out", inbox, text = "It is on its way." },
        });
        var sent = (await EntriesAsync(mail)).Single(static entry => entry["kind"]!.GetValue<string>() == "public");
        sent["direction"]!.GetValue<string>().ShouldBe("out");
        sent["channel"]!.GetValue<string>().ShouldBe("email");
        sent["delivery"].ShouldNotBeNull();
        mail["number"]!.GetValue<string>().ShouldNotBe(inner["number"]!.GetValue<string>());
    }

    [Fact]
    public async Task P07_A_phone_note_makes_a_closed_ticket_with_caller_duration_and_text_at_once()
    {
        var ticket = await hub.PostAsync("/tickets", new
        {
            subject = "Opening hours",
            status = "closed",
            contact = new { name = "Caller", phone = "+49 30 1234567" },
            message = new { kind = "public", channel = "phone", text = "Asked when we open.", durationSeconds = 95 },
        });
        ticket["state"]!.GetValue<string>().ShouldBe("closed");
        ticket["closedAt"].ShouldNotBeNull();
        ticket["contact"]!["name"]!.GetValue<string>().ShouldBe("Caller");
        var call = (await EntriesAsync(ticket)).Single(static entry => entry["kind"]!.GetValue<string>() == "public");
        call["channel"]!.GetValue<string>().ShouldBe("phone");
        call["durationSeconds"]!.GetValue<int>().ShouldBe(95);
        call["delivery"].ShouldBeNull();
    }

    [Theory]
    [InlineData("letter")]
    [InlineData("visit")]
    public async Task P58_A_letter_or_visit_is_logged_with_when_it_happened(string channel)
    {
        var at = new DateTimeOffset(2026, 1, 5, 9, 30, 0, TimeSpan.Zero);
        var ticket = await hub.PostAsync("/tickets", new
        {
            subject = "Complaint",
            contact = new { name = "Ada" },
            message = new { kind = "public", channel, text = "On paper", occurredAt = at },
        });
        var entry = (await EntriesAsync(ticket)).Single(static entry => entry["kind"]!.GetValue<string>() == "public");
        entry["channel"]!.GetValue<string>().ShouldBe(channel);
        entry["occurredAt"]!.GetValue<DateTimeOffset>().ShouldBe(at);
    }

    private async Task<IReadOnlyList<JsonNode>> EntriesAsync(JsonNode ticket) =>
        [.. (await hub.GetAsync($"/tickets/{ticket["number"]}/messages"))["items"]!.AsArray().Select(static entry => entry!)];
}
