using Hub.Core.Agents;
using Hub.Core.Queues;
using Hub.Core.Tests.Tickets;
using Hub.Core.Tickets;

namespace Hub.Core.Tests.Agents;

public sealed class AgentAccessTests
{
    private static readonly QueueId Board = new("que_board");
    private static readonly QueueId Treasurer = new("que_treasurer");
    private static readonly QueueId Receipts = new("que_receipts");
    private static readonly QueueId Sport = new("que_sport");
    private static readonly QueueTree Tree = new(new[]
    {
        Queue(Board, "Board", null), Queue(Treasurer, "Treasurer", Board), Queue(Receipts, "Receipts", Treasurer), Queue(Sport, "Sport", null),
    }.ToDictionary(static queue => queue.Id));

    /// <summary>Rules, then what may be read of Board, Treasurer, Receipts and Sport.</summary>
    public static TheoryData<string, RoleRule[], bool[]> Cases { get; } = new()
    {
        { "nothing", [], [false, false, false, false] },
        { "one queue", [Rule(Treasurer, false)], [false, true, false, false] },
        { "a tree", [Rule(Board, true)], [true, true, true, false] },
        { "all queues", [Rule(null, true)], [true, true, true, true] },
        { "a branch is denied", [Rule(Board, true), Deny(Treasurer, true)], [true, false, false, false] },
        { "only one queue is denied", [Rule(Board, true), Deny(Treasurer, false)], [true, false, true, false] },
        { "a nearer rule allows again", [Rule(Board, true), Deny(Treasurer, true), Rule(Receipts, false)], [true, false, true, false] },
        { "a denial wins where it stands", [Rule(Treasurer, true), Deny(Treasurer, true)], [false, false, false, false] },
        { "all queues but one", [Rule(null, true), Deny(Sport, true)], [true, true, true, false] },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void The_nearest_queue_with_a_rule_decides(string _, RoleRule[] rules, bool[] expected)
    {
        var access = Of(rules);
        QueueId[] queues = [Board, Treasurer, Receipts, Sport];
        queues.Select(queue => access.CanRead(In(queue))).ShouldBe(expected);
        // The filter, the labels and the question give the same answer.
        queues.Select(queue => access.ToFilter().Matches(In(queue))).ShouldBe(expected);
        var labels = access.ToLabels();
        queues.Select(queue => labels is null || labels.Contains(TicketLabels.Queue(queue))).ShouldBe(expected);
    }

    [Fact]
    public void What_is_not_read_is_hidden_and_what_is_read_is_refused()
    {
        var access = Of([new RoleRule(Treasurer, Subtree: false, [Right.Read, Right.Note]), new RoleRule(Sport, Subtree: false, [Right.Reply])]);
        access.Judge(Right.Note, In(Treasurer)).ShouldBe(Verdict.Allowed);
        access.Judge(Right.Reply, In(Treasurer)).ShouldBe(Verdict.Refused);
        access.Judge(Right.Reply, In(Sport)).ShouldBe(Verdict.Hidden);
        access.Judge(Right.Read, In(Board)).ShouldBe(Verdict.Hidden);
    }

    [Fact]
    public void Assignment_gives_reading_and_answering_and_no_more()
    {
        var access = Of([]);
        var mine = In(Board) with { Assignee = Samples.BenId };
        Enum.GetValues<Right>().Where(right => access.May(right, mine)).ShouldBe([Right.Read, Right.Reply]);
        access.ToFilter().Matches(mine).ShouldBeTrue();
        Of([Deny(Board, true)]).May(Right.Reply, mine).ShouldBeTrue();
    }

    [Fact]
    public void Closing_and_opening_again_is_a_right_of_its_own()
    {
        var access = Of([new RoleRule(Board, Subtree: false, [Right.Read, Right.Note])]);
        access.JudgeState(In(Board), TicketState.Pending).ShouldBe(Verdict.Allowed);
        access.JudgeState(In(Board), TicketState.Closed).ShouldBe(Verdict.Refused);
        access.JudgeState(In(Board) with { State = TicketState.Closed }, TicketState.Open).ShouldBe(Verdict.Refused);
    }

    [Fact]
    public void A_path_leaves_out_what_is_not_seen()
    {
        var names = new DirectorySnapshot(
            Tree.TopDown.ToDictionary(static queue => queue.Id), DirectorySnapshot.Empty.Agents, DirectorySnapshot.Empty.Inboxes, []);
        Of([Rule(Treasurer, true)]).PathOf(Receipts, names).ShouldBe("Treasurer::Receipts");
        Of([Rule(Board, true), Deny(Treasurer, false)]).PathOf(Receipts, names).ShouldBe("Board::Receipts");
        Of([Rule(Board, true)]).PathOf(Receipts, names).ShouldBe("Board::Treasurer::Receipts");
    }

    private static AgentAccess Of(RoleRule[] rules) => new(Samples.BenId, "Ben", IsAdministrator: false, QueueRights.Of(rules, Tree));

    private static RoleRule Rule(QueueId? queue, bool subtree) => new(queue, subtree, [Right.Read]);

    private static RoleRule Deny(QueueId? queue, bool subtree) => new(queue, subtree, []) { Deny = [Right.Read] };

    private static Ticket In(QueueId queue) => Samples.Asked() with { Queue = queue };

    private static Queue Queue(QueueId id, string name, QueueId? parent) =>
        new() { Id = id, Name = name, Parent = parent, CreatedAt = Samples.Noon };
}
