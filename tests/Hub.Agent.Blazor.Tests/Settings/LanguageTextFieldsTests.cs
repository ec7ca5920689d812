using Bunit;
using Hub.Agent.Blazor.Settings;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Queues;
using Hub.Core.Settings;

namespace Hub.Agent.Blazor.Tests.Settings;

public sealed class LanguageTextFieldsTests : BunitContext
{
    private IReadOnlyDictionary<string, string>? _byLanguage = new Dictionary<string, string> { ["de"] = "Guten Tag" };
    private string? _forAll;

    [Fact]
    public void Texts_are_written_added_and_removed_by_language()
    {
        var fields = Show();

        fields.Find("[data-testid=text-receipt-de] textarea").Change("Hallo");
        _byLanguage!["de"].ShouldBe("Hallo");
        fields.Find("[data-testid=text-receipt-all] textarea").Change("Hello");
        _forAll.ShouldBe("Hello");
        fields.Find("[data-testid=add-language]").Change("fr");
        _byLanguage!.Keys.ShouldBe(["de", "fr"], ignoreOrder: true);

        var anew = Show();
        anew.Find("[data-testid=text-receipt-fr]").ShouldNotBeNull();
        anew.Find("[data-testid=add-language]").TextContent.ShouldNotContain("français");
        anew.Find("[data-testid=text-receipt-de] [data-testid=remove-language]").Click();
        _byLanguage!.Keys.ShouldBe(["fr"]);
    }

    [Fact]
    public void A_preview_stands_beside_its_text_and_an_error_says_where()
    {
        var fields = Show(draft => draft.Text.Contains("wrong", StringComparison.Ordinal)
            ? new SettingOutcome<string>.Invalid("text", "Line 1, column 4: There is no value 'wrong'.")
            : new SettingOutcome<string>.Done($"{draft.Language}: <b>filled</b>"));

        fields.Find("[data-testid=text-receipt-de] [data-testid=preview]").Click();
        fields.Find("[data-testid=text-receipt-de] [data-testid=text-preview] .good").TextContent.ShouldBe("de: <b>filled</b>");

        fields.Find("[data-testid=text-receipt-de] textarea").Change("{{ wrong }}");
        fields.FindAll("[data-testid=text-preview]").ShouldBeEmpty();
        var again = Show(static _ => new SettingOutcome<string>.Invalid("text", "Line 1, column 4: There is no value 'wrong'."));
        again.Find("[data-testid=text-receipt-de] [data-testid=preview]").Click();
        again.Find("[data-testid=text-preview] .fault").TextContent.ShouldStartWith("Line 1, column 4");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void The_hint_names_every_value_there_is(string language)
    {
        var hint = Show(texts: ConsoleTexts.For(language, null)).Find(".hint").TextContent;
        QueueTexts.Names.ShouldAllBe(name => hint.Contains($"{{{{ {name} }}}}", StringComparison.Ordinal));
        hint.ShouldContain("{% if is_open %}");
    }

    private IRenderedComponent<LanguageTextFields> Show(Func<QueueTextDraft, SettingOutcome<string>>? preview = null, ConsoleTexts? texts = null) =>
        Render<LanguageTextFields>(p => p
            .Add(c => c.Name, "receipt").Add(c => c.Legend, "Receipt").Add(c => c.Texts, texts ?? ConsoleTexts.English)
            .Add(c => c.ForAll, _forAll).Add(c => c.OnForAll, text => _forAll = text)
            .Add(c => c.ByLanguage, _byLanguage).Add(c => c.OnByLanguage, changed => _byLanguage = changed)
            .Add(c => c.OnPreview, preview));
}
