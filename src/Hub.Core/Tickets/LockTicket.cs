using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>How locking ended.</summary>
public abstract record LockOutcome
{
    private LockOutcome()
    {
    }

    /// <summary>The caller holds the lock.</summary>
    public sealed record Held(TicketLock Lock) : LockOutcome;

    /// <summary>Nobody holds it now.</summary>
    public sealed record Free : LockOutcome;

    /// <summary>Somebody else holds it.</summary>
    public sealed record Taken(TicketLock Lock) : LockOutcome;

    /// <summary>Not there, or not visible to this agent.</summary>
    public sealed record NotFound : LockOutcome;

    /// <summary>Seen, but this agent lacks the right.</summary>
    public sealed record Forbidden(Right Right) : LockOutcome;

    /// <summary>Continues in another ticket.</summary>
    public sealed record AlreadyMerged(TicketId Into) : LockOutcome;
}

/// <summary>Takes, takes over, renews and gives back the lock of a ticket.</summary>
/// <remarks>Holder and fencing number change by commit; the lease that keeps a lock alive is renewed in coordination only.</remarks>
public sealed class LockTicket(ThreadWriter writer, ITicketLocks locks, TicketFeed feed)
{
    /// <summary>Takes the lock if it is free or lapsed; renews it when the caller has it already.</summary>
    public ValueTask<LockOutcome> TakeAsync(TicketId ticket, AgentAccess by, CancellationToken ct) => TakeAsync(ticket, by, takesOver: false, ct);

    /// <summary>Takes the lock whoever holds it, and tells the one who did.</summary>
    public ValueTask<LockOutcome> TakeOverAsync(TicketId ticket, AgentAccess by, CancellationToken ct) => TakeAsync(ticket, by, takesOver: true, ct);

    /// <summary>Keeps the lock alive for <see cref="TicketLock.Lease"/>; false when it was taken over.</summary>
    public ValueTask<bool> RenewAsync(TicketId ticket, long token, CancellationToken ct) =>
        locks.RenewAsync(ticket, token, TicketLock.Lease, ct);

    /// <summary>Gives the lock back; free already is fine, somebody else's stays.</summary>
    public async ValueTask<LockOutcome> ReleaseAsync(TicketId id, AgentAccess by, CancellationToken ct)
    {
        long ended = 0;
        var outcome = await writer.ChangeAsync<LockOutcome>(id, (ticket, now) =>
        {
            // Whoever lost the right meanwhile still gives back what it holds.
            if (!by.CanRead(ticket) && ticket.Lock?.Holder != by.Agent)
            {
                return ValueTask.FromResult(new Decision<LockOutcome>(new LockOutcome.NotFound()));
            }
            if (ticket.Lock is not { } held)
            {
                return ValueTask.FromResult(new Decision<LockOutcome>(new LockOutcome.Free()));
            }
            if (held.Holder != by.Agent)
            {
                return ValueTask.FromResult(new Decision<LockOutcome>(new LockOutcome.Taken(held)));
            }
            ended = held.Token;
            return ValueTask.FromResult(new Decision<LockOutcome>(new LockOutcome.Free(), Unlock(ticket, by.ToActor(), null, now)));
        }, new LockOutcome.NotFound(), ct);
        if (ended != 0)
        {
            await locks.EndAsync(id, ended, ct);
        }
        return outcome;
    }

    /// <summary>Frees a lock whose holder is gone; nothing happens when it is alive.</summary>
    public ValueTask<bool> ReapAsync(TicketId id, CancellationToken ct) => writer.ChangeAsync(id, async (ticket, now) =>
        ticket.Lock is not { } held || held.IsAlive(await locks.LookAsync(ticket.Id, held.Token, ct), now)
            ? new Decision<bool>(false)
            : new Decision<bool>(true, Unlock(ticket, Actor.Rule("lock"), "holder gone", now)), notFound: false, ct);

    private async ValueTask<LockOutcome> TakeAsync(TicketId id, AgentAccess by, bool takesOver, CancellationToken ct)
    {
        TicketLock? lost = null;
        var outcome = await writer.ChangeAsync<LockOutcome>(id, async (ticket, now) =>
        {
            lost = null;
            if (by.Judge(Right.Reply, ticket) is var verdict and not Verdict.Allowed)
            {
                return new Decision<LockOutcome>(verdict == Verdict.Hidden ? new LockOutcome.NotFound() : new LockOutcome.Forbidden(Right.Reply));
            }
            if (ticket.MergedInto is { } target)
            {
                return new Decision<LockOutcome>(new LockOutcome.AlreadyMerged(target));
            }
            if (ticket.Lock is { } held)
            {
                if (held.Holder == by.Agent)
                {
                    return new Decision<LockOutcome>(new LockOutcome.Held(held));
                }
                if (held.IsAlive(await locks.LookAsync(ticket.Id, held.Token, ct), now))
                {
                    if (!takesOver)
                    {
                        return new Decision<LockOutcome>(new LockOutcome.Taken(held));
                    }
                    lost = held;
                }
            }
            var taken = new TicketLock(by.Agent, by.Name, ticket.LastLockToken + 1, now);
            var edit = new TicketEdit(ticket, now);
            edit.Set(t => t with { Lock = taken, LastLockToken = taken.Token });
            edit.Record("lock", ticket.Lock?.HolderName, by.Name, by.ToActor(), lost is null ? null : "take-over");
            return new Decision<LockOutcome>(new LockOutcome.Held(taken), edit);
        }, new LockOutcome.NotFound(), ct);

        if (outcome is LockOutcome.Held { Lock: var mine })
        {
            await locks.RenewAsync(id, mine.Token, TicketLock.Lease, ct);
            if (lost is not null)
            {
                feed.Publish(new FeedEvent.LockAsked(id, lost.Holder, by.Agent, by.Name));
            }
        }
        return outcome;
    }

    private static TicketEdit Unlock(Ticket ticket, Actor by, string? because, DateTimeOffset now)
    {
        var edit = new TicketEdit(ticket, now);
        edit.Set(static t => t with { Lock = null });
        edit.Record("lock", ticket.Lock?.HolderName, null, by, because);
        return edit;
    }
}
