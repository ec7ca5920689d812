using System.Text.Json.Nodes;
using Hub.Server.Tests.Realtime;
using Hub.Server.Tests.Rights;

namespace Hub.Server.Tests.Http;

/// <summary>Receipts and signatures of queues by REST.</summary>
public sealed class QueueTextsTests(LiveHub hub) : IClassFixture<LiveHub>
{
    [Fact]
    public async Task Texts_are_kept_by_language_patched_one_by_one_and_taken_over_by_queues_below()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var board = await desk.QueueAsync("Board", settings: new
        {
            senderName = "The board",
            receipts = new { DE = "Nummer {{ ticket.number }}", fr = "Numéro {{ ticket.number }}" },
            signature = "{{ agent.name }}",
        });
        var below = await desk.QueueAsync("Treasurer", board, new { receipts = new { de = "Kasse {{ ticket.number }}" } });

        var patched = await desk.PatchAsync($"/queues/{board}", new { settings = new { receipts = new { fr = (string?)null, es = "Número {{ ticket.number }}" } } });

        patched["settings"]!["receipts"]!.ToJsonString().ShouldBe("""{"de":"Nummer {{ ticket.number }}","es":"N\u00FAmero {{ ticket.number }}"}""");
        var effective = (await desk.GetAsync($"/queues/{below}"))["effective"]!;
        effective["receipts"]!["de"]!.GetValue<string>().ShouldBe("Kasse {{ ticket.number }}");
        effective["receipts"]!["es"]!.GetValue<string>().ShouldStartWith("Número");
        effective["signature"]!.GetValue<string>().ShouldBe("{{ agent.name }}");
        effective["senderName"]!.GetValue<string>().ShouldBe("The board");
        // A text for all of its own puts an end to what comes from above.
        effective = (await desk.PatchAsync($"/queues/{below}", new { settings = new { receiptText = "Treasurer", receipts = (object?)null } }))["effective"]!;
        effective["receipts"].ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"receipts":{"de":"Hallo\n{{ ticket.subject }}"}}""", "settings.receipts.de", "Line 2, column 4: There is no value 'ticket.subject'.")]
    [InlineData("""{"receiptText":"{% for x in y %}{% endfor %}"}""", "settings.receiptText", "Line 1, column ")]
    [InlineData("""{"signatures":{"en":"{{ agent.name"}}""", "settings.signatures.en", "Line 1, column ")]
    [InlineData("""{"signature":"{{ contact.name }}"}""", "settings.signature", "There is no value 'contact.name'")]
    [InlineData("""{"receipts":{"german":"x","de_DE":"y"}}""", "settings.receipts", "language tag")]
    [InlineData("""{"receipts":{"de":"x","DE":"y"}}""", "settings.receipts", "twice")]
    public async Task A_wrong_text_is_refused_with_line_and_column(string settings, string field, string text)
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var queue = await desk.QueueAsync("Board");

        var problem = await desk.PatchAsync($"/queues/{queue}", new { settings = JsonNode.Parse(settings) }, 400);

        problem["errors"]![field]![0]!.GetValue<string>().ShouldContain(text);
        (await desk.GetAsync($"/queues/{queue}"))["settings"]!["receipts"].ShouldBeNull();
    }

    [Fact]
    public async Task A_preview_fills_a_text_with_the_queues_values_and_stores_nothing()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var queue = await desk.QueueAsync("Board", settings: new { senderName = "The board", address = "board@hub.test" });

        var preview = await desk.PostAsync($"/queues/{queue}/preview", new
        {
            text = "{{ team.name }} <{{ team.address }}> {{ ticket.tag }} {% if is_open %}open{% endif %} {{ language }}",
            language = "de",
        }, 200);

        preview["text"]!.GetValue<string>().ShouldBe("The board <board@hub.test> [Hub#123456] open de");
        (await desk.GetAsync($"/queues/{queue}"))["settings"]!["receiptText"].ShouldBeNull();
        (await desk.PostAsync($"/queues/{queue}/preview", new { text = "{{ x }}" }, 400))["errors"]!["text"]![0]!.GetValue<string>()
            .ShouldStartWith("Line 1, column 4: There is no value 'x'.");
        await desk.PostAsync($"/queues/{queue}/preview", new { }, 400);
        await desk.PostAsync("/queues/que_none/preview", new { text = "x" }, 404);
    }
}
