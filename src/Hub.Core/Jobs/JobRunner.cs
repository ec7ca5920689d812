using System.Collections.Concurrent;
using System.Threading.Channels;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Jobs;

/// <summary>Works off jobs: each ticket by a commit of its own that also says that it is done, so that a job begun again after a
/// restart goes on where it was.</summary>
public sealed class JobRunner(IHubStore store, ChangeTicket change, HubDirectory directory, TimeProvider clock)
{
    // Commits of several callers share a sync of the log.
    private const int AtOnce = 16;
    private const int MostTries = 5;
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<DocId<Job>, int> _progress = new();

    /// <summary>How many tickets of a job are done, or null when it does not run in this process.</summary>
    public int? ProgressOf(DocId<Job> job) => _progress.TryGetValue(job, out var done) ? done : null;

    /// <summary>Looks for jobs.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Works until cancelled, beginning with what a former process left.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        Wake();
        while (await _wakes.Reader.WaitToReadAsync(ct))
        {
            _wakes.Reader.TryRead(out _);
            while (await store.ListAsync(new View<Job>(Job.Fields.State.Is(nameof(JobState.Running))), new PageRequest(1), ct) is { Items: [var job] })
            {
                await WorkAsync(job, ct);
            }
        }
    }

    private async Task WorkAsync(Job job, CancellationToken ct)
    {
        _progress[job.Id] = 0;
        await Parallel.ForEachAsync(job.Tickets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (ticket, stop) =>
        {
            await WorkAsync(job, ticket, stop);
            _progress.AddOrUpdate(job.Id, 1, static (_, done) => done + 1);
        });
        var current = await store.FindAsync(job.Id, ct) ?? job;
        await store.CommitAsync(new ChangeSet().Replace(current, current with { State = JobState.Done, FinishedAt = clock.GetUtcNow() }), ct);
        _progress.TryRemove(job.Id, out _);
    }

    private async ValueTask WorkAsync(Job job, TicketId id, CancellationToken ct)
    {
        var item = new JobItem { Id = JobItem.IdOf(job.Id, id), Job = job.Id, Ticket = id };
        if (await store.FindAsync(item.Id, ct) is not null)
        {
            return;
        }
        for (var tries = 0; tries < MostTries; tries++)
        {
            // Rights are those of the moment, not of the asking.
            if (await directory.FindAgentAsync(job.By, ct) is not { IsActive: true } account)
            {
                await RefuseAsync(item, "forbidden", "Whoever asked for it is no longer active.", ct);
                return;
            }
            var by = AgentAccess.Of(account, directory.Current);
            if (await store.FindAsync(id, ct) is not { } ticket || !by.CanRead(ticket))
            {
                await RefuseAsync(item, "not-found", "There is no such ticket, or you may not see it.", ct);
                return;
            }
            item = item with { Number = ticket.Number };
            if (await CommandOfAsync(job, item, ticket, ct) is not { } command)
            {
                await RefuseAsync(item, "changed-since", "Somebody changed the ticket again since.", ct);
                return;
            }
            if (await TryAsync(item, command, by, ct))
            {
                return;
            }
        }
        await RefuseAsync(item, "version-conflict", "The ticket kept changing meanwhile.", ct);
    }

    /// <summary>The command; null when undoing would overwrite what somebody did since. One without changes when there is nothing to do.</summary>
    private async ValueTask<ChangeCommand?> CommandOfAsync(Job job, JobItem item, Ticket ticket, CancellationToken ct)
    {
        if (job.Undoes is not { } undone)
        {
            return job.Change!.ToCommand(ticket) with { Version = ticket.Version };
        }
        var done = await store.FindAsync(JobItem.IdOf(undone, item.Ticket), ct);
        return done is { Before: { } before, After: { } after } ? before.Undo(after, ticket) : new ChangeCommand(ticket.Id);
    }

    /// <summary>False when the ticket changed meanwhile.</summary>
    private async ValueTask<bool> TryAsync(JobItem item, ChangeCommand command, AgentAccess by, CancellationToken ct)
    {
        var isWritten = false;
        var outcome = await change.HandleAsync(command with
        {
            Also = (changes, edit) =>
            {
                isWritten = true;
                changes.Insert(item with { Before = TicketValues.Of(edit.Before), After = TicketValues.Of(edit.Ticket) });
            },
        }, by, ct);
        var (code, text) = outcome switch
        {
            ChangeOutcome.Changed => (null, null),
            ChangeOutcome.VersionConflict => ("version-conflict", null),
            ChangeOutcome.NotFound => ("not-found", "There is no such ticket, or you may not see it."),
            ChangeOutcome.Forbidden => ("forbidden", "You may not do that to this ticket."),
            ChangeOutcome.Blocked blocked => (blocked.Why.Code, blocked.Why.Text),
            ChangeOutcome.AlreadyMerged => ("already-merged", "The ticket continues in another one."),
            ChangeOutcome.Invalid invalid => ("invalid", $"{invalid.Field}: {invalid.Text}"),
            var other => ("refused", other.ToString()),
        };
        if (code == "version-conflict")
        {
            return false;
        }
        if (code is not null || !isWritten)
        {
            await RefuseAsync(item, code, text, ct);
        }
        return true;
    }

    /// <summary>Says what it came to when no ticket was changed; no code: there was nothing to change.</summary>
    private async ValueTask RefuseAsync(JobItem item, string? code, string? text, CancellationToken ct) =>
        await store.CommitAsync(new ChangeSet().Insert(item with { Code = code, Text = text }), ct);
}
