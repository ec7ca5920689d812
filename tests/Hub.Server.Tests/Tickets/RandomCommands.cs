using System.Collections.Concurrent;
using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Server.Tests.Tickets.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Tickets;

/// <summary>One sequence: agents who do at random what agents do, all at once on the same few tickets, and all that was committed.</summary>
internal sealed class RandomCommands(IServiceProvider services, int seed, IReadOnlyList<AgentAccess> agents, IReadOnlyList<QueueId> queues)
{
    private const int CommandsEach = 4;
    private const int FirstTickets = 4;
    private static readonly Deed[] Deeds = Enum.GetValues<Deed>();
    private static readonly AsyncLocal<DoneCommand?> Running = new();
    private readonly ConcurrentQueue<DoneCommand> _commits = new();
    private readonly ConcurrentQueue<TicketId> _tickets = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Everything that was tried.</summary>
    public ConcurrentBag<DoneCommand> Tried { get; } = [];

    /// <summary>What was committed, in the order it was told.</summary>
    public IReadOnlyList<DoneCommand> Commits => [.. _commits];

    /// <summary>The tickets as they were made.</summary>
    public IReadOnlyList<Ticket> Beginning { get; private set; } = [];

    /// <summary>Remembers an update under the command that made it: the feed tells in the flow of the commit.</summary>
    public static void Remember(TicketUpdate update) => Running.Value?.Updates.Add(update);

    public async Task RunAsync()
    {
        var made = new List<Ticket>();
        for (var i = 0; i < FirstTickets; i++)
        {
            made.Add((await Of<CreateTicket>().HandleAsync(new CreateTicketCommand(new TicketContact(null, "Ada", null, null), new FirstMessage(MessageKind.Public, $"{seed}/{i}"))
            {
                Queue = queues[0],
            }, agents[0], Ct)).ShouldBeOfType<CreateTicketOutcome.Created>().Ticket);
            _tickets.Enqueue(made[i].Id);
        }
        Beginning = made;
        await Task.WhenAll(agents.Select((agent, place) => Task.Run(() => WorkAsync(agent, new Random((seed * agents.Count) + place)), Ct)));
    }

    private async Task WorkAsync(AgentAccess agent, Random draw)
    {
        for (var i = 0; i < CommandsEach; i++)
        {
            var (command, baseSeq) = await DrawAsync(agent, draw, $"{seed}/{agent.Agent}/{i}");
            var done = Running.Value = new DoneCommand(command) { Begin = _commits.Count };
            done.Code = await TryAsync(command, baseSeq, agent);
            Running.Value = null;
            if (done.Updates.Count > 0)
            {
                _commits.Enqueue(done);
                foreach (var fresh in done.Updates.Where(static update => update.Before is null))
                {
                    _tickets.Enqueue(fresh.Ticket.Id);
                }
            }
            done.End = _commits.Count;
            Tried.Add(done);
        }
    }

    private async Task<(ModelCommand Command, long BaseSeq)> DrawAsync(AgentAccess agent, Random draw, string text)
    {
        TicketId[] known = [.. _tickets];
        var ticket = known[draw.Next(known.Length)];
        var other = known.Where(id => id != ticket).ElementAt(draw.Next(known.Length - 1));
        var deed = Deeds[draw.Next(Deeds.Length)];
        var header = (await Of<IHubStore>().FindAsync(ticket, Ct))!;
        if (deed == Deed.Unmerge && header.MergedInto is { } into)
        {
            other = into;
        }
        var entry = deed is Deed.Split or Deed.Move ? await EntryAsync(ticket, draw) : 0;
        var isBlind = draw.Next(5) == 0;
        var command = new ModelCommand(deed, agent.Agent, !agent.May(Right.Move, queues[0]), ticket)
        {
            Other = deed is Deed.Merge or Deed.Unmerge or Deed.Move or Deed.Link ? other : null,
            Assignee = deed == Deed.Take ? agent.Agent : deed == Deed.Assign ? agents[draw.Next(agents.Count)].Agent : null,
            State = deed == Deed.Close ? TicketState.Closed : deed == Deed.Status && draw.Next(2) == 0 ? TicketState.Pending : TicketState.Open,
            Queue = queues[draw.Next(queues.Count)],
            Priority = (Priority)draw.Next(4),
            Link = (LinkType)draw.Next(3),
            Text = text,
            Seq = entry,
            Seen = isBlind ? 0 : header.Version,
        };
        return (command, isBlind ? 0 : header.LastSeq);
    }

    private async Task<long> EntryAsync(TicketId ticket, Random draw)
    {
        var page = await Of<IHubStore>().ListAsync(new View<Message>(Message.Fields.Ticket.Is(ticket.Value), Message.Fields.Seq), new PageRequest(200), Ct);
        var entries = page.Items.Where(static entry => entry.MessageKind != MessageKind.Activity).ToList();
        return entries[draw.Next(entries.Count)].Seq;
    }

    private async Task<string> TryAsync(ModelCommand command, long baseSeq, AgentAccess by)
    {
        var id = command.Ticket;
        return command.Deed switch
        {
            Deed.Take or Deed.Assign => CodeOf(await Of<ChangeTicket>().HandleAsync(new ChangeCommand(id) { Assignee = new Patch<AgentId?>(true, command.Assignee) }, by, Ct)),
            Deed.Queue => CodeOf(await Of<ChangeTicket>().HandleAsync(new ChangeCommand(id) { Queue = new Patch<QueueId?>(true, command.Queue) }, by, Ct)),
            Deed.Priority => CodeOf(await Of<ChangeTicket>().HandleAsync(new ChangeCommand(id) { Priority = new Patch<Priority?>(true, command.Priority) }, by, Ct)),
            Deed.Status or Deed.Close or Deed.Reopen => CodeOf(await Of<ChangeTicket>().HandleAsync(new ChangeCommand(id) { Status = new Patch<string>(true, command.State.ToString()) }, by, Ct)),
            Deed.Reply => CodeOf(await Of<ReplyToTicket>().HandleAsync(new ReplyCommand(id, command.Text, baseSeq), by, Ct)),
            Deed.Note => CodeOf(await Of<AddNote>().HandleAsync(new NoteCommand(id, command.Text), by, Ct)),
            Deed.Lock => CodeOf(await Of<LockTicket>().TakeAsync(id, by, Ct)),
            Deed.TakeOver => CodeOf(await Of<LockTicket>().TakeOverAsync(id, by, Ct)),
            Deed.Unlock => CodeOf(await Of<LockTicket>().ReleaseAsync(id, by, Ct)),
            Deed.Merge => CodeOf(await Of<MergeTickets>().HandleAsync(id, command.Other!.Value, by, Ct)),
            Deed.Unmerge => CodeOf(await Of<MergeTickets>().UndoAsync(id, command.Other!.Value, by, Ct)),
            Deed.Split => CodeOf(await Of<SplitTicket>().HandleAsync(new SplitCommand(id, [command.Seq], command.Text, null), by, Ct)),
            Deed.Move => CodeOf(await Of<MoveEntries>().HandleAsync(id, [command.Seq], command.Other!.Value, by, Ct)),
            Deed.Link => CodeOf(await Of<LinkTickets>().AddAsync(id, command.Link, command.Other!.Value, by, Ct)),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    private static string CodeOf(object outcome) => outcome switch
    {
        ChangeOutcome.Changed or TicketOutcome.Done or NoteOutcome.Added or ReplyOutcome.Sent or LockOutcome.Held or LockOutcome.Free => "done",
        ChangeOutcome.Forbidden or TicketOutcome.Forbidden or NoteOutcome.Forbidden or ReplyOutcome.Forbidden or LockOutcome.Forbidden => "forbidden",
        ChangeOutcome.AlreadyMerged or TicketOutcome.AlreadyMerged or NoteOutcome.AlreadyMerged or ReplyOutcome.AlreadyMerged or LockOutcome.AlreadyMerged => "already-merged",
        ReplyOutcome.Locked or LockOutcome.Taken => "locked",
        ReplyOutcome.Stale => "stale-reply",
        ChangeOutcome.Blocked blocked => blocked.Why.Code,
        TicketOutcome.Refused refused => refused.Code,
        _ => outcome.ToString()!,
    };

    private T Of<T>() where T : notnull => services.GetRequiredService<T>();
}

/// <summary>A command that was tried, with what it came to.</summary>
internal sealed class DoneCommand(ModelCommand command)
{
    public ModelCommand Command => command;

    public string Code { get; set; } = "";

    /// <summary>What its commit wrote; empty when there was none.</summary>
    public List<TicketUpdate> Updates { get; } = [];

    /// <summary>How many commits were known when it began.</summary>
    public int Begin { get; init; }

    /// <summary>How many when it ended.</summary>
    public int End { get; set; }
}
