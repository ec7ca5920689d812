using Hub.Core.Inbound;
using Hub.Core.Queues;
using Hub.Core.Tests.Tickets;
using Hub.Core.Tickets;

namespace Hub.Core.Tests.Inbound;

/// <summary>The contract's table "Where a message is filed": sign × sender × state × policy.</summary>
public sealed class FilingRulesTests
{
    [Theory]
    // sign, participant, closed, automatic, note, policy → what
    [InlineData(SignKind.Token, true, false, false, false, FollowUpPolicy.Reopen, "append")]
    [InlineData(SignKind.Reference, true, false, false, false, FollowUpPolicy.KeepClosed, "append")]
    [InlineData(SignKind.SubjectNumber, true, false, false, false, FollowUpPolicy.NewTicket, "append")]
    [InlineData(SignKind.Token, true, true, false, false, FollowUpPolicy.Reopen, "append reopens")]
    [InlineData(SignKind.SubjectNumber, true, true, false, false, FollowUpPolicy.Reopen, "append reopens")]
    [InlineData(SignKind.Reference, true, true, false, false, FollowUpPolicy.NewTicket, "create FollowUpOf")]
    [InlineData(SignKind.SubjectNumber, true, true, false, false, FollowUpPolicy.NewTicket, "create FollowUpOf")]
    [InlineData(SignKind.Reference, true, true, false, false, FollowUpPolicy.KeepClosed, "append tells")]
    [InlineData(SignKind.Token, false, false, false, false, FollowUpPolicy.Reopen, "append other")]
    [InlineData(SignKind.Reference, false, true, false, false, FollowUpPolicy.Reopen, "append other")]
    [InlineData(SignKind.Reference, false, true, false, false, FollowUpPolicy.NewTicket, "append other")]
    [InlineData(SignKind.SubjectNumber, false, false, false, false, FollowUpPolicy.Reopen, "create ClaimsToBelongTo")]
    [InlineData(SignKind.SubjectNumber, false, true, false, false, FollowUpPolicy.Reopen, "create ClaimsToBelongTo")]
    [InlineData(SignKind.Reference, true, true, false, true, FollowUpPolicy.Reopen, "append note")]
    [InlineData(SignKind.Reference, false, false, false, true, FollowUpPolicy.Reopen, "append note other")]
    [InlineData(SignKind.Reference, true, true, true, false, FollowUpPolicy.Reopen, "append automatic")]
    [InlineData(SignKind.SubjectNumber, true, true, true, false, FollowUpPolicy.NewTicket, "append automatic")]
    [InlineData(SignKind.None, false, false, false, false, FollowUpPolicy.Reopen, "create")]
    [InlineData(SignKind.None, false, false, true, false, FollowUpPolicy.Reopen, "suppress")]
    public void Decides(SignKind sign, bool isParticipant, bool isClosed, bool isAutomatic, bool isNote, FollowUpPolicy policy, string expected)
    {
        var ticket = Samples.Asked() with
        {
            State = isClosed ? TicketState.Closed : TicketState.Open,
            ClosedAt = isClosed ? Samples.Noon : null,
        };
        var match = sign == SignKind.None ? ThreadMatch.None : new ThreadMatch(sign, ticket, isNote, "sign");
        var plan = FilingRules.Decide(new FilingFacts(match, isParticipant, isAutomatic, new QueueSettings { FollowUp = policy }, Samples.Noon));
        Describe(plan).ShouldBe(expected);
    }

    [Theory]
    [InlineData(13, "append reopens")]
    [InlineData(14, "create FollowUpOf")]
    public void After_the_days_of_the_queue_a_new_ticket_begins(int days, string expected)
    {
        var ticket = Samples.Asked() with { State = TicketState.Closed, ClosedAt = Samples.Noon };
        var queue = new QueueSettings { FollowUp = FollowUpPolicy.NewTicketAfterDays, FollowUpDays = 14 };
        var facts = new FilingFacts(new ThreadMatch(SignKind.Token, ticket, false, "sign"), true, false, queue, Samples.Noon.AddDays(days));
        Describe(FilingRules.Decide(facts)).ShouldBe(expected);
    }

    private static string Describe(FilingPlan plan) => plan switch
    {
        FilingPlan.Create create => create.Link is { } link ? $"create {link}" : "create",
        FilingPlan.Suppress => "suppress",
        FilingPlan.Append append => string.Join(' ', new[]
        {
            "append",
            append.IsNote ? "note" : null,
            append.IsAutomatic ? "automatic" : null,
            append.IsOtherSender ? "other" : null,
            append.Reopens ? "reopens" : null,
            append.TellsClosed ? "tells" : null,
        }.OfType<string>()),
        _ => throw new ArgumentOutOfRangeException(nameof(plan)),
    };
}
