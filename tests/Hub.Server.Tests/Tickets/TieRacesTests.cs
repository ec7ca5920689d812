using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using Hub.Server.Operator;
using Hub.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Tickets;

/// <summary>Commands that pull at the same tickets at once, on SQLite: no entry is lost and no rule broken, whoever wins.</summary>
public sealed class TieRacesTests(RestHub hub) : IClassFixture<RestHub>
{
    private const int Rounds = 500;
    private const int AtATime = 25;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AgentAccess Admin
    {
        get
        {
            var names = Of<HubDirectory>().Current;
            return AgentAccess.Of(names.Agents.Values.First(static agent => agent.IsAdministrator), names);
        }
    }

    [Fact]
    public async Task Opposite_merges_at_once_leave_one_ticket_and_lose_neither()
    {
        var merge = Of<MergeTickets>();
        await RunAsync(async () =>
        {
            var (a, b) = (await MakeAsync(), await MakeAsync());
            var outcomes = await BothAsync(() => merge.HandleAsync(a.Id, b.Id, Admin, Ct), () => merge.HandleAsync(b.Id, a.Id, Admin, Ct));
            outcomes.Count(static outcome => outcome is TicketOutcome.Done).ShouldBe(1);
            outcomes.Count(static outcome => outcome is TicketOutcome.AlreadyMerged).ShouldBe(1);
            Ticket[] after = [await FindAsync(a), await FindAsync(b)];
            var end = after.Single(static ticket => ticket.MergedInto is null);
            end.Members.ShouldHaveSingleItem().Number.ShouldBe(after.Single(static ticket => ticket.MergedInto is not null).Number);
            (await TextsAsync(end)).Count(static text => text == "It leaks").ShouldBe(2);
        });
        await CheckAsync();
    }

    [Fact]
    public async Task A_reply_during_a_merge_is_read_in_the_end_or_refused()
    {
        var (merge, reply) = (Of<MergeTickets>(), Of<ReplyToTicket>());
        await RunAsync(async () =>
        {
            var (a, b) = (await MakeAsync(), await MakeAsync());
            var text = Guid.NewGuid().ToString("n");
            var merging = Task.Run(() => merge.HandleAsync(a.Id, b.Id, Admin, Ct).AsTask(), Ct);
            var replying = Task.Run(() => reply.HandleAsync(new ReplyCommand(a.Id, text, a.LastSeq), Admin, Ct).AsTask(), Ct);
            (await merging).ShouldBeOfType<TicketOutcome.Done>();
            var outcome = await replying;
            var isRead = (await TextsAsync(await FindAsync(b))).Contains(text);
            (outcome is ReplyOutcome.Sent).ShouldBe(isRead);
            (outcome is ReplyOutcome.Sent or ReplyOutcome.AlreadyMerged).ShouldBeTrue(outcome.ToString());
        });
        await CheckAsync();
    }

    [Fact]
    public async Task A_split_during_a_merge_happens_wholly_or_not_at_all()
    {
        var (merge, split) = (Of<MergeTickets>(), Of<SplitTicket>());
        await RunAsync(async () =>
        {
            var (a, b) = (await MakeAsync(), await MakeAsync());
            var outcomes = await BothAsync(
                () => merge.HandleAsync(a.Id, b.Id, Admin, Ct), () => split.HandleAsync(new SplitCommand(a.Id, [2], "Lid", null), Admin, Ct));
            outcomes[0].ShouldBeOfType<TicketOutcome.Done>();
            (await TextsAsync(await FindAsync(b))).Count(static text => text == "It leaks").ShouldBe(2);
            var isSplit = (await FindAsync(a)).Links.Count == 1;
            (outcomes[1] is TicketOutcome.Done).ShouldBe(isSplit);
            if (outcomes[1] is TicketOutcome.Done { Ticket: var made })
            {
                (await TextsAsync(made)).ShouldContain("It leaks");
            }
        });
        await CheckAsync();
    }

    [Fact]
    public async Task A_parent_closed_while_its_child_opens_never_stays_closed()
    {
        var (change, link) = (Of<ChangeTicket>(), Of<LinkTickets>());
        await RunAsync(async () =>
        {
            var (parent, child) = (await MakeAsync(), await MakeAsync());
            await link.AddAsync(parent.Id, LinkType.Child, child.Id, Admin, Ct);
            await change.HandleAsync(new ChangeCommand(child.Id) { Status = "closed" }, Admin, Ct);
            var closing = Task.Run(() => change.HandleAsync(new ChangeCommand(parent.Id) { Status = "closed" }, Admin, Ct).AsTask(), Ct);
            var opening = Task.Run(() => change.HandleAsync(new ChangeCommand(child.Id) { Status = "open" }, Admin, Ct).AsTask(), Ct);
            (await opening).ShouldBeOfType<ChangeOutcome.Changed>();
            var closed = await closing;
            (closed is ChangeOutcome.Changed or ChangeOutcome.Blocked).ShouldBeTrue(closed.ToString());
            (await FindAsync(child)).IsActive.ShouldBeTrue();
            (await FindAsync(parent)).IsActive.ShouldBeTrue();
        });
        await CheckAsync();
    }

    private static async Task RunAsync(Func<Task> roundAsync) =>
        await Parallel.ForAsync(0, Rounds, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = Ct }, async (_, _) => await roundAsync());

    private static async Task<TicketOutcome[]> BothAsync(Func<ValueTask<TicketOutcome>> first, Func<ValueTask<TicketOutcome>> second) =>
        await Task.WhenAll(Task.Run(() => first().AsTask(), Ct), Task.Run(() => second().AsTask(), Ct));

    private T Of<T>() where T : notnull => hub.Services.GetRequiredService<T>();

    private async Task<Ticket> MakeAsync() => (await Of<CreateTicket>().HandleAsync(
        new CreateTicketCommand(new TicketContact(null, "Ada", null, null), new FirstMessage(MessageKind.Public, "It leaks")), Admin, Ct))
        .ShouldBeOfType<CreateTicketOutcome.Created>().Ticket;

    private async Task<Ticket> FindAsync(Ticket ticket) => (await Of<IHubStore>().FindAsync(ticket.Id, Ct))!;

    private async Task<List<string>> TextsAsync(Ticket ticket) =>
        [.. (await Of<MergedThread>().AllAsync(ticket, Ct)).Select(static entry => entry.Message.Text)];

    private async Task CheckAsync()
    {
        var answer = await Of<OperatorActions>().CheckAsync(Ct);
        answer.ExitCode.ShouldBe(0, string.Join('\n', answer.Lines));
    }
}
