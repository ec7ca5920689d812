using Hub.Core.Tickets;

namespace Hub.Core.Tests.Tickets;

public sealed class TicketTagTests
{
    private readonly TicketTag _tag = new();

    [Theory]
    [InlineData("[Hub#100001] Hello", "100001")]
    [InlineData("AW: [hub# 100001 ] Hello", "100001")]
    [InlineData("[Hub#1] and [Hub#2]", "1")]
    [InlineData("Hub#100001", null)]
    [InlineData("[Ticket#100001]", null)]
    [InlineData("[Hub#9999999999999999999999]", null)]
    public void Finds_the_first_number(string subject, string? number) => _tag.FindIn(subject).ShouldBe(number);

    [Theory]
    [InlineData("Broken kettle", "Re: [Hub#7] Broken kettle")]
    [InlineData("Re: AW: [Hub#7] Re: Broken kettle", "Re: [Hub#7] Broken kettle")]
    [InlineData("Re:", "Re: [Hub#7]")]
    public void An_answer_carries_one_prefix_and_one_tag(string subject, string answer) => _tag.Answering("7", subject).ShouldBe(answer);

    [Fact]
    public void The_prefix_can_be_another()
    {
        var tag = new TicketTag("Ticket");
        tag.Of("5").ShouldBe("[Ticket#5]");
        tag.FindIn("[Hub#5]").ShouldBeNull();
        tag.RemoveFrom("a [Ticket#5] b").ShouldBe("a b");
    }
}
