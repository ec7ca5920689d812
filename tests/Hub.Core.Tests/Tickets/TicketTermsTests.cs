using System.Text.Json;
using Hub.Core.Tickets;
using Hub.Core.Tickets.Conditions;

namespace Hub.Core.Tests.Tickets;

public sealed class TicketTermsTests
{
    [Fact]
    public void Terms_of_numbers_order_as_the_numbers_do()
    {
        double[] numbers = [double.MinValue, -1000, -12.5, -1, -0.001, 0, 0.5, 2, 10, 1e9, double.MaxValue];
        numbers.Select(static number => TicketTerms.Number("x", number)).ShouldBeInOrder();
    }

    [Fact]
    public void A_list_has_a_term_for_each_element_and_null_has_none()
    {
        TicketTerms.OfField("Parts", JsonSerializer.SerializeToElement(new object?[] { "Lid", true, null })).Select(static term => term.Text)
            .ShouldBe(["fields.parts=lid", "fields.parts=true"]);
    }

    [Theory]
    [InlineData("30m", 30)]
    [InlineData("4h", 240)]
    [InlineData("2d", 2880)]
    [InlineData("PT90M", 90)]
    public void Lengths_of_time_are_read(string text, int minutes) => Durations.Read(text).ShouldBe(TimeSpan.FromMinutes(minutes));

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("-4h")]
    [InlineData("4 hours")]
    [InlineData("P")]
    [InlineData("999999w")]
    public void What_is_no_length_of_time_is_refused(string text) => Durations.Read(text).ShouldBeNull();
}
