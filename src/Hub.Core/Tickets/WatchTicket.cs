using Hub.Core.Agents;
using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>Who wants to know of a ticket. Watching grants no right, and no customer learns of it.</summary>
public sealed class WatchTicket(ThreadWriter writer, HubDirectory directory)
{
    /// <summary>Adds or removes a watcher; so already is fine. Oneself with the right to read, others with that to edit.</summary>
    public async ValueTask<TicketOutcome> HandleAsync(TicketId id, AgentId agent, bool watches, AgentAccess by, CancellationToken ct)
    {
        var names = directory.Current;
        return await writer.ChangeAsync<TicketOutcome>(id, (ticket, now) => ValueTask.FromResult(
            Refuse(ticket, agent, watches, by, names) is { } refusal ? new Decision<TicketOutcome>(refusal)
            : ticket.Watchers.Contains(agent) == watches ? new Decision<TicketOutcome>(new TicketOutcome.Done(ticket))
            : Change(new TicketEdit(ticket, now), agent, watches, by, names)), new TicketOutcome.NotFound(), ct);
    }

    private static Decision<TicketOutcome> Change(TicketEdit edit, AgentId agent, bool watches, AgentAccess by, DirectorySnapshot names)
    {
        edit.Set(ticket => ticket with { Watchers = watches ? [.. ticket.Watchers, agent] : [.. ticket.Watchers.Where(known => known != agent)] });
        edit.Record(watches
            ? new Change("watcher", null, names.NameOf(agent), by.ToActor(), null) { ToId = agent.Value }
            : new Change("watcher", names.NameOf(agent), null, by.ToActor(), null) { FromId = agent.Value });
        return new Decision<TicketOutcome>(new TicketOutcome.Done(edit.Ticket), edit);
    }

    private static TicketOutcome? Refuse(Ticket ticket, AgentId agent, bool watches, AgentAccess by, DirectorySnapshot names)
    {
        var verdict = agent == by.Agent ? by.Judge(Right.Read, ticket) : by.JudgeEdit(ticket);
        if (TicketOutcome.Of(verdict, Right.Note) is { } refusal)
        {
            return refusal;
        }
        if (ticket.MergedInto is { } into)
        {
            return new TicketOutcome.AlreadyMerged(into);
        }
        if (watches && !(names.Agents.GetValueOrDefault(agent) is { IsActive: true } account && AgentAccess.Of(account, names).CanRead(ticket)))
        {
            return new TicketOutcome.Invalid("agent", "There is no such agent who may read this ticket.");
        }
        return watches && ticket.Watchers.Count >= Ticket.MostWatchers && !ticket.Watchers.Contains(agent)
            ? new TicketOutcome.Refused("too-many-watchers", $"A ticket has at most {Ticket.MostWatchers} watchers.")
            : null;
    }
}
