using Hub.Core.Live;
using Hub.Core.Notices;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Commits decisions about tickets and tells the feed. The one way a thread changes.</summary>
public sealed class ThreadWriter(IHubStore store, TicketFeed feed, TicketCache cache, TimeProvider clock)
{
    private const int MostTries = 100;
    private readonly KeepParents _parents = new(new TicketFamily(store));

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

    /// <summary>As <see cref="ChangeAsync"/>, for tickets that change together.</summary>
    /// <param name="ids">The tickets; <paramref name="decide"/> gets them in this order.</param>
    /// <param name="decide">Called once a try.</param>
    /// <param name="notFound">The answer when one of them does not exist.</param>
    /// <param name="ct">Cancels between tries.</param>
    public async ValueTask<T> ChangeManyAsync<T>(
        IReadOnlyList<TicketId> ids, Func<IReadOnlyList<Ticket>, DateTimeOffset, ValueTask<Decisions<T>>> decide, T notFound, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var found = (await store.FindManyAsync([.. ids.Distinct()], ct)).ToDictionary(static ticket => ticket.Id);
            if (!ids.All(found.ContainsKey))
            {
                return notFound;
            }
            var decision = await decide([.. ids.Select(id => found[id])], clock.GetUtcNow());
            if (decision.Edits is not { Count: > 0 } edits || await CommitAsync(edits, decision.Also, ct) is CommitOutcome.Committed)
            {
                return decision.Result;
            }
        }
        throw new StoreUnavailableException($"Tickets {string.Join(", ", ids)} changed {MostTries} times while a change to them was tried.");
    }

    /// <summary>Commits one edit once, without trying again.</summary>
    public ValueTask<CommitOutcome> CommitAsync(TicketEdit edit, Action<ChangeSet>? also, CancellationToken ct) => CommitAsync([edit], also, ct);

    /// <summary>Commits edits of different tickets together, once, without trying again.</summary>
    public async ValueTask<CommitOutcome> CommitAsync(IReadOnlyList<TicketEdit> edits, Action<ChangeSet>? also, CancellationToken ct)
    {
        var changes = new ChangeSet();
        (edits, var relied) = await _parents.FollowAsync(edits, ct);
        foreach (var edit in edits)
        {
            AddTo(changes, edit);
        }
        relied.Expect(changes);
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
            if (TicketLabels.RequestOf(entry, edit.Ticket.ToRef(), labels) is { } request)
            {
                changes.MakeSearchable(request);
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
        if (NoticeRules.WorkFor(edit) is { } notices)
        {
            changes.Enqueue(notices);
        }
        if (!edit.IsNew && edit.Ticket.MergedInto is null)
        {
            Relabel(changes, edit, labels);
        }
    }

    /// <summary>What was merged is found by those who may read where it continues.</summary>
    private static void Relabel(ChangeSet changes, TicketEdit edit, IReadOnlyList<string> labels)
    {
        if (!labels.SequenceEqual(TicketLabels.Of(edit.Before)) || edit.Before.MergedInto is not null)
        {
            changes.MakeSearchable(new IndexRequest.Relabel(edit.Ticket.ToRef(), labels));
            foreach (var member in edit.Ticket.Members)
            {
                changes.MakeSearchable(new IndexRequest.Relabel(member.Ticket.ToRef(), labels));
            }
            return;
        }
        foreach (var member in edit.Ticket.Members.Skip(edit.Before.Members.Count))
        {
            changes.MakeSearchable(new IndexRequest.Relabel(member.Ticket.ToRef(), labels));
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

/// <summary>What a rule decided about several tickets for one try.</summary>
/// <param name="Result">The answer to give once the edits are committed, or at once when there are none.</param>
/// <param name="Edits">What to commit together; null for nothing.</param>
public readonly record struct Decisions<T>(T Result, IReadOnlyList<TicketEdit>? Edits = null)
{
    /// <summary>Further writes of the same commit.</summary>
    public Action<ChangeSet>? Also { get; init; }
}
