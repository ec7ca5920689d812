using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Jobs;

/// <summary>Begins a change of many tickets; <see cref="JobRunner"/> carries it out.</summary>
public sealed class StartJob(IHubStore store, JobRunner runner, TimeProvider clock)
{
    /// <summary>A job over tickets named by number; those that are not there or not visible are refused one by one.</summary>
    public async ValueTask<Job> HandleAsync(IReadOnlyList<string> numbers, BulkChange change, AgentAccess by, CancellationToken ct)
    {
        var holders = new List<TicketId>();
        foreach (var part in numbers.Distinct(StringComparer.Ordinal).Take(Job.MostTickets).Chunk(1000))
        {
            var found = await store.ResolveManyAsync([.. part.Select(Ticket.NumberKey)], ct);
            holders.AddRange(part.Select(number => found.TryGetValue(Ticket.NumberKey(number), out var holder)
                ? new TicketId(holder.Key) : new TicketId($"tkt_{new string([.. number.Where(char.IsAsciiLetterOrDigit)])}")));
        }
        return await BeginAsync(holders, change, by, ct);
    }

    /// <summary>A job over all tickets of a filter that the agent may see now, at most <see cref="Job.MostTickets"/>.</summary>
    public async ValueTask<Job> HandleAsync(Filter<Ticket> filter, BulkChange change, AgentAccess by, CancellationToken ct)
    {
        var tickets = new List<TicketId>();
        PageRequest? next = new PageRequest(1000);
        while (next is { } request && tickets.Count < Job.MostTickets)
        {
            var page = await store.ListAsync(TicketViews.For(by, filter, Ticket.Fields.CreatedAt), request, ct);
            tickets.AddRange(page.Items.Select(static ticket => ticket.Id));
            next = page.Next is { } cursor ? new PageRequest(1000, cursor) : null;
        }
        return await BeginAsync([.. tickets.Take(Job.MostTickets)], change, by, ct);
    }

    /// <summary>A job that takes back what another changed; null when that is not there, still runs, or is taken back already.</summary>
    public async ValueTask<Job?> UndoAsync(DocId<Job> id, AgentAccess by, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { State: JobState.Done, UndoneBy: null } job || job.By != by.Agent)
        {
            return null;
        }
        var now = clock.GetUtcNow();
        var undo = new Job { Id = DocId<Job>.New(now), By = by.Agent, Tickets = job.Tickets, Undoes = job.Id, CreatedAt = now };
        var outcome = await store.CommitAsync(new ChangeSet().Insert(undo).Replace(job, job with { UndoneBy = undo.Id }), ct);
        if (outcome is not CommitOutcome.Committed)
        {
            return null;
        }
        runner.Wake();
        return undo;
    }

    private async ValueTask<Job> BeginAsync(
        IReadOnlyList<TicketId> tickets, BulkChange change, AgentAccess by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var job = new Job { Id = DocId<Job>.New(now), By = by.Agent, Tickets = tickets, Change = change, CreatedAt = now };
        await store.CommitAsync(new ChangeSet().Insert(job), ct);
        runner.Wake();
        return job;
    }
}
