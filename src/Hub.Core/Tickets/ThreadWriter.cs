using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Commits decisions about tickets and tells the feed. The one way a thread changes.</summary>
public sealed class ThreadWriter(IHubStore store, TicketFeed feed, TicketCache cache, TimeProvider clock)
{
    private const int MostTries = 100;

    /// <summary>Reads the ticket, decides, commits; after a lost race reads and decides again.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="decide">Pure but for reads of its own; called once a try. A decision without an edit ends the matter.</param>
    /// <param name="notFound">The answer when there is no such ticket.</param>
    /// <param name="ct">Cancels between tries.</param>
    public async ValueTask<T> ChangeAsync<T>(
        TicketId id, Func<Ticket, DateTimeOffset, ValueTask<Decision<T>>> decide, T notFound, CancellationToken ct)
    {
        var ticket = cache.Find(id);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var isCached = ticket is not null;
            ticket ??= await store.FindAsync(id, ct);
            if (ticket is null)
            {
                return notFound;
            }
            var decision = await decide(ticket, clock.GetUtcNow());
            if (decision.Edit is not { IsEmpty: false } edit)
            {
                // A refusal must rest on the stored header; a cached one may be behind another node's.
                if (!isCached)
                {
                    cache.Put(ticket);
                    return decision.Result;
                }
                ticket = null;
                continue;
            }
            switch (await CommitAsync(edit, decision.Also, ct))
            {
                case CommitOutcome.Committed:
                    return decision.Result;
                case CommitOutcome.KeyTaken taken when decision.OnTaken is { } onTaken:
                    return await onTaken(taken);
                case CommitOutcome.KeyTaken taken:
                    throw new InvalidOperationException($"The key {taken.Key} is held by {taken.Holder}.");
                case CommitOutcome.VersionConflict:
                    ticket = null;
                    break;
            }
        }
        throw new StoreUnavailableException($"Ticket {id} changed {MostTries} times while a change to it was tried.");
    }

    /// <summary>Commits one edit once, without trying again.</summary>
    public ValueTask<CommitOutcome> CommitAsync(TicketEdit edit, Action<ChangeSet>? also, CancellationToken ct) => CommitAsync([edit], also, ct);

    /// <summary>Commits edits of different tickets together, once, without trying again.</summary>
    public async ValueTask<CommitOutcome> CommitAsync(IReadOnlyList<TicketEdit> edits, Action<ChangeSet>? also, CancellationToken ct)
    {
        var changes = new ChangeSet();
        foreach (var edit in edits)
        {
            AddTo(changes, edit);
        }
        also?.Invoke(changes);

        var outcome = await store.CommitAsync(changes, ct);
        foreach (var edit in edits)
        {
            if (outcome is CommitOutcome.Committed)
            {
                cache.Put(edit.Ticket);
                feed.Publish(TicketUpdate.Of(edit));
            }
            else
            {
                cache.Drop(edit.Ticket.Id);
            }
        }
        return outcome;
    }

    private static void AddTo(ChangeSet changes, TicketEdit edit)
    {
        if (edit.IsNew)
        {
            changes.Insert(edit.Ticket);
        }
        else
        {
            changes.Replace(edit.Before, edit.Ticket);
        }
        var labels = TicketLabels.Of(edit.Ticket);
        if (edit.IsNew || edit.Ticket.IsFoundOtherwise(edit.Before))
        {
            changes.MakeSearchable(new IndexRequest.Entry(edit.Ticket.ToRef(), edit.Ticket.ToRef(), labels));
        }
        foreach (var entry in edit.Added)
        {
            changes.Insert(entry);
            if (entry.MessageKind != MessageKind.Activity)
            {
                changes.MakeSearchable(new IndexRequest.Entry(entry.ToRef(), edit.Ticket.ToRef(), labels));
            }
        }
        foreach (var (before, after) in edit.Changed)
        {
            changes.Replace(before, after);
        }
        foreach (var work in edit.Outbox)
        {
            changes.Enqueue(work);
        }
        if (!edit.IsNew && !labels.SequenceEqual(TicketLabels.Of(edit.Before)))
        {
            changes.MakeSearchable(new IndexRequest.Relabel(edit.Ticket.ToRef(), labels));
        }
    }
}

/// <summary>What a rule decided for one try.</summary>
/// <param name="Result">The answer to give once the edit is committed, or at once when there is none.</param>
/// <param name="Edit">What to commit; null or empty for nothing.</param>
public readonly record struct Decision<T>(T Result, TicketEdit? Edit = null)
{
    /// <summary>Further writes of the same commit.</summary>
    public Action<ChangeSet>? Also { get; init; }

    /// <summary>The answer when a unique key is taken; without it that is a bug.</summary>
    public Func<CommitOutcome.KeyTaken, ValueTask<T>>? OnTaken { get; init; }
}
