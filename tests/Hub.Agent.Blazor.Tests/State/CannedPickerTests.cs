using Hub.Agent.Blazor.State;
using Hub.Core.Automation;
using Hub.Core.Storage;

namespace Hub.Agent.Blazor.Tests.State;

public sealed class CannedPickerTests
{
    private static readonly CannedResponse[] All =
    [
        Canned("greeting", "Begrüßung", "Hello {{contact.name}}"), Canned("refund", "How to get a refund", "…"), Canned("goodbye", "Farewell", "Bye"),
    ];

    [Theory]
    [InlineData("re", "refund", "goodbye", "greeting")]
    [InlineData("GOOD", "goodbye")]
    [InlineData("farew", "goodbye")]
    [InlineData("rfd", "refund")]
    [InlineData("xyz")]
    public void The_best_fit_comes_first(string typed, params string[] shortcuts) =>
        CannedPicker.Find(All, typed).Select(static canned => canned.Shortcut).ShouldBe(shortcuts);

    [Fact]
    public void Nothing_typed_offers_all_in_order() =>
        CannedPicker.Find(All, "").Select(static canned => canned.Shortcut).ShouldBe(["goodbye", "greeting", "refund"]);

    [Fact]
    public void Placeholders_are_filled_and_unknown_ones_stay() => CannedPicker.Fill(
        Canned("x", "x", "Hello {{contact.name}}, {{ticket.number}} {{ticket.subject}} – {{agent.name}} {{other}}"), Entries.Ticket(), "Anna Berger")
        .ShouldBe("Hello Marta Nowak, 4711 Kettle leaks – Anna Berger {{other}}");

    private static CannedResponse Canned(string shortcut, string title, string text) => new()
    {
        Id = new DocId<CannedResponse>($"cnr_{shortcut}"),
        Shortcut = shortcut,
        Title = title,
        Text = text,
        CreatedAt = Entries.Noon,
    };
}
