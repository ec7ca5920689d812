using Hub.Core.Views;

namespace Hub.Core.Tests.Views;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Hello, World!", "hello world")]
    [InlineData("Grüße aus Köln", "grusse aus koln")]
    [InlineData("STRASSE Straße", "strasse strasse")]
    [InlineData("mail to carla@example.org", "mail to carla example org")]
    [InlineData("a bc", "bc")]
    [InlineData("№ 12-34", "no 12 34")]
    [InlineData("東京タワー", "東京タワー")]
    public void Text_falls_into_folded_words(string text, string words) => string.Join(' ', SearchText.Words(text)).ShouldBe(words);

    [Fact]
    public void The_last_word_is_a_beginning_until_a_blank_follows()
    {
        var open = SearchText.Parse("kettle lea", null)!;
        open.Words.ShouldBe(["kettle"]);
        open.Prefix.ShouldBe("lea");
        var whole = SearchText.Parse("kettle leaks ", null)!;
        whole.Words.ShouldBe(["kettle", "leaks"]);
        whole.Prefix.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ?! ")]
    public void Nothing_typed_asks_nothing(string text) => SearchText.Parse(text, null).ShouldBeNull();

    [Fact]
    public void Long_input_is_cut() => SearchText.Parse(string.Join(' ', Enumerable.Range(10, 500)), null)!.Words.Count.ShouldBeLessThanOrEqualTo(10);
}
