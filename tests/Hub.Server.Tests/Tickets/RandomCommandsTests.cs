using System.Collections.Immutable;
using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Server.Operator;
using Hub.Server.Tests.Hosting;
using Hub.Server.Tests.Tickets.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Tickets;

/// <summary>Sequences of commands drawn from a seed, by eight agents at once, on SQLite: every commit is what the model makes of it, every
/// refusal one that the model gives too, and the end is the same, entry by entry.</summary>
public sealed class RandomCommandsTests(RestHub hub, ITestOutputHelper output) : IClassFixture<RestHub>
{
    private const int Sequences = 1_000;
    private const int Agents = 8;
    private const int AtATime = 6;
    private const int FirstSeed = 20_260_101;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_sequences_of_eight_agents_end_as_the_model_does_and_the_check_finds_nothing()
    {
        var queues = new[] { await QueueAsync("A"), await QueueAsync("B") };
        var agents = new List<AgentAccess>();
        for (var i = 0; i < Agents; i++)
        {
            // The last two may read, note and reply only.
            Right[] rights = i < Agents - 2 ? [.. Enum.GetValues<Right>()] : [Right.Read, Right.Note, Right.Reply];
            agents.Add(await HireAsync($"Agent {i}", queues, rights));
        }
        using var told = Of<TicketFeed>().WatchAll(RandomCommands.Remember);
        var codes = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        await Parallel.ForAsync(0, Sequences, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = Ct }, async (sequence, _) =>
        {
            var run = new RandomCommands(hub.Services, FirstSeed + sequence, agents, queues);
            await run.RunAsync();
            await CompareAsync(run, FirstSeed + sequence);
            foreach (var done in run.Tried)
            {
                codes.AddOrUpdate($"{done.Command.Deed} {(done is { Code: "done", Updates.Count: 0 } ? "same" : done.Code)}", 1, static (_, count) => count + 1);
            }
        });
        output.WriteLine($"seeds {FirstSeed} to {FirstSeed + Sequences - 1}: {codes.Values.Sum()} commands; {string.Join(", ", codes.OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key} {pair.Value}"))}");
        foreach (var deed in Enum.GetValues<Deed>())
        {
            codes.Keys.ShouldContain($"{deed} done");
        }
        var check = await Of<OperatorActions>().CheckAsync(Ct);
        check.ExitCode.ShouldBe(0, string.Join('\n', check.Lines));
    }

    private async Task CompareAsync(RandomCommands run, int seed)
    {
        var desks = new List<ModelDesk> { await BeginAsync(run) };
        var order = new List<DoneCommand>();
        var waiting = run.Commits.ToList();
        while (waiting.Count > 0)
        {
            var commit = NextOf(waiting, desks[^1]).ShouldNotBeNull($"seed {seed}: no commit rests on what is there");
            waiting.Remove(commit);
            ModelRules.CodeOf(desks[^1], commit.Command).ShouldBe("done", $"seed {seed}: {commit.Command}");
            var outcome = Apply(desks[^1], commit);
            IdsOf(outcome.Touched).ShouldBe(WrittenBy(commit), $"seed {seed}: {commit.Command}");
            foreach (var update in commit.Updates)
            {
                ModelTicket.Show(update.Ticket).ShouldBe(outcome.Desk[update.Ticket.Id].Show(), $"seed {seed}: {commit.Command}");
            }
            outcome.Desk.ClosedTooEarly.ShouldBeEmpty($"seed {seed}: {commit.Command}");
            desks.Add(outcome.Desk);
            order.Add(commit);
        }
        foreach (var done in run.Tried.Where(static done => done.Updates.Count == 0))
        {
            var code = done.Code == "done" ? "same" : done.Code;
            IsGiven(desks[FirstOf(done, order, run.Commits)..(LastOf(done, order) + 1)], done, code).ShouldBeTrue($"seed {seed}: {done.Command} answered {code}, and the model never");
        }
        foreach (var ticket in desks[^1].Tickets.Values)
        {
            ModelTicket.Show((await Of<IHubStore>().FindAsync(ticket.Id, Ct))!).ShouldBe(ticket.Show(), $"seed {seed}");
            (await EntriesAsync(ticket.Id)).ShouldBe(ticket.Entries.Select(static entry => (entry.Seq, entry.Text, entry.IsPublic, entry.Author, entry.MovedTo is not null)), $"seed {seed}");
        }
    }

    private async Task<ModelDesk> BeginAsync(RandomCommands run)
    {
        var tickets = new List<ModelTicket>();
        foreach (var ticket in run.Beginning)
        {
            var first = (await EntriesAsync(ticket.Id))[0];
            tickets.Add(new ModelTicket(ticket.Id, ticket.Queue)
            {
                Version = 1,
                IsWaiting = true,
                Entries = [new ModelEntry(2, 1, first.Text, IsPublic: true, IsIn: true, first.Author)],
            });
        }
        return new ModelDesk(tickets.ToImmutableDictionary(static ticket => ticket.Id));
    }

    /// <summary>A commit that can have come next: its tickets are as it found them. They are told in another order than they were made:
    /// of two children that close at once, the one that wrote to their parent was the last.</summary>
    private static DoneCommand? NextOf(IReadOnlyList<DoneCommand> waiting, ModelDesk desk)
    {
        var possible = waiting.Where(commit => commit.Updates.All(update =>
            (update.Before?.Version ?? 0) == (desk.Tickets.GetValueOrDefault(update.Ticket.Id)?.Version ?? 0))).ToList();
        return possible.Find(commit => ModelRules.CodeOf(desk, commit.Command) == "done" && IdsOf(Apply(desk, commit).Touched).SequenceEqual(WrittenBy(commit)))
            ?? possible.FirstOrDefault();
    }

    private static (ModelDesk Desk, IReadOnlyCollection<TicketId> Touched) Apply(ModelDesk desk, DoneCommand commit)
    {
        var made = commit.Updates.FirstOrDefault(static update => update.Before is null)?.Ticket.Id ?? default;
        return ModelRules.Apply(desk, commit.Command, made, id => [.. commit.Updates.SingleOrDefault(update => update.Ticket.Id == id)?.Entries
            .Where(static entry => entry is { Version: 1, MessageKind: not MessageKind.Activity }).Select(static entry => entry.Seq) ?? []]);
    }

    private static IEnumerable<string> WrittenBy(DoneCommand commit) => IdsOf(commit.Updates.Select(static update => update.Ticket.Id));

    private static IEnumerable<string> IdsOf(IEnumerable<TicketId> tickets) => tickets.Select(static id => id.Value).Order(StringComparer.Ordinal);

    /// <summary>The first desk that the command can have seen: what was told before it began was there.</summary>
    private static int FirstOf(DoneCommand done, List<DoneCommand> order, IReadOnlyList<DoneCommand> told)
    {
        var known = told.Take(done.Begin).ToHashSet();
        var first = order.FindIndex(commit => !known.Contains(commit));
        return first < 0 ? order.Count : first;
    }

    /// <summary>The last one: a commit that began before the command ended can have been made before it, however late it was told.</summary>
    private static int LastOf(DoneCommand done, List<DoneCommand> order) => order.FindLastIndex(commit => commit.Begin <= done.End) + 1;

    /// <summary>Whether the model gives that answer at one of these moments. The two tickets may have been read one after the other.</summary>
    private static bool IsGiven(List<ModelDesk> desks, DoneCommand done, string code)
    {
        var moments = desks.FindAll(desk => desk.Tickets.ContainsKey(done.Command.Ticket) && (done.Command.Other is not { } other || desk.Tickets.ContainsKey(other)));
        return moments.Exists(desk => ModelRules.CodeOf(desk, done.Command) == code)
            || moments.Exists(desk => moments.Exists(other =>
                ModelRules.CodeOf(desk with { Tickets = desk.Tickets.SetItem(done.Command.Ticket, other[done.Command.Ticket]) }, done.Command) == code));
    }

    private async Task<List<(long Seq, string Text, bool IsPublic, string Author, bool IsMoved)>> EntriesAsync(TicketId ticket)
    {
        var page = await Of<IHubStore>().ListAsync(new View<Message>(Message.Fields.Ticket.Is(ticket.Value), Message.Fields.Seq), new PageRequest(500), Ct);
        return [.. page.Items.Where(static entry => entry.MessageKind != MessageKind.Activity)
            .Select(static entry => (entry.Seq, entry.Text, entry.MessageKind == MessageKind.Public, entry.Author.Id!, entry.MovedTo is not null))];
    }

    private async Task<QueueId> QueueAsync(string name) => new((await hub.PostAsync("/queues", new { name = $"{name} {Guid.NewGuid():n}" }))["id"]!.GetValue<string>());

    private async Task<AgentAccess> HireAsync(string name, QueueId[] queues, Right[] allow)
    {
        var rights = queues.Select(queue => new { queue = queue.Value, subtree = false, allow = allow.Select(static right => right.ToString().ToLowerInvariant()) });
        var role = (await hub.PostAsync("/roles", new { name = $"{name} {Guid.NewGuid():n}", rights }))["id"]!.GetValue<string>();
        var made = await hub.PostAsync("/agents", new { name, email = $"{Guid.NewGuid():n}@hub.test", password = RestHub.AdminPassword, roles = new[] { role } });
        var names = Of<HubDirectory>().Current;
        return AgentAccess.Of(names.Agents[new AgentId(made["id"]!.GetValue<string>())], names);
    }

    private T Of<T>() where T : notnull => hub.Services.GetRequiredService<T>();
}
