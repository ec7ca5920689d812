using Hub.Agent.Blazor.Texts;
using Hub.Core.Inbound;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Tests.Texts;

public sealed class FilingSentenceTests
{
    [Theory]
    [InlineData("It answers a mail of this ticket.", "Sie antwortet auf eine E-Mail dieses Tickets.")]
    [InlineData("It answers a mail of this ticket. It was merged into this one.", "Sie antwortet auf eine E-Mail dieses Tickets. Das genannte Ticket geht in diesem weiter.")]
    [InlineData("Anna Berger released it from the tray.", "Anna Berger hat sie aus der Ablage freigegeben.")]
    [InlineData("made by hand", "Von Hand angelegt.")]
    [InlineData("what no rule says", "what no rule says")]
    public void A_reason_is_said_in_German(string because, string german) => FilingSentence.Of(because, isGerman: true).ShouldBe(german);

    [Fact]
    public void What_the_rules_decide_leaves_no_English_words()
    {
        var closed = Entries.Ticket("100001") with { State = TicketState.Closed, ClosedAt = Entries.Noon };
        var match = new ThreadMatch(SignKind.SubjectNumber, closed, false, "Its subject carries the ticket's number.");
        var plans =
            from policy in Enum.GetValues<FollowUpPolicy>()
            from takesPart in new[] { true, false }
            from found in new[] { match, ThreadMatch.None }
            select FilingRules.Decide(new FilingFacts(found, takesPart, false, QueueSettings.Default with { FollowUp = policy }, Entries.Noon.AddDays(400)));

        plans.Select(static plan => FilingSentence.Of(plan.Because, isGerman: true)).ShouldAllBe(static said => !said.Contains("It", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("blocked: spam.test is on the list of blocked senders.", "spam.test steht auf der Liste der gesperrten Absender.")]
    [InlineData("Automatic mail: Precedence: bulk.", "Automatische E-Mail: Precedence: bulk.")]
    [InlineData("unreadable: No header.", "Nicht lesbar: No header.")]
    [InlineData("what no rule says", "what no rule says")]
    public void What_lies_in_the_tray_says_why(string reason, string german) =>
        (TraySentence.Of(reason, isGerman: false), TraySentence.Of(reason, isGerman: true)).ShouldBe((reason, german));
}
