using Hub.Core.Searching;

namespace Hub.Core.Tests.Searching;

public sealed class SearchExpressionTests
{
    [Fact]
    public void Words_phrases_and_operators_are_taken_apart()
    {
        var read = SearchExpression.Parse("kettle \"leaks at the base\" status:open -tag:\"very important\" http://x.test lea");
        read.Words.ShouldBe("kettle http://x.test lea");
        read.Phrases.ShouldHaveSingleItem().ShouldBe(["leaks", "at", "the", "base"]);
        read.Operators.ShouldBe([new SearchOperator("status", "open", false), new SearchOperator("tag", "very important", true)]);
    }

    [Theory]
    [InlineData("It leaks at the base!", true)]
    [InlineData("leaks\nat the BASE", true)]
    [InlineData("leaks at base the", false)]
    [InlineData("", false)]
    public void A_phrase_holds_word_after_word(string text, bool holds) =>
        SearchExpression.Parse("\"leaks at the base\"").HoldsPhrases(text).ShouldBe(holds);

    [Theory]
    [InlineData("\"")]
    [InlineData(":")]
    [InlineData("status:")]
    [InlineData("-")]
    [InlineData("\"\"")]
    public void Half_typed_things_are_no_operators(string text) => SearchExpression.Parse(text).Operators.ShouldBeEmpty();
}
