using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Inboxes;

/// <summary>Remembers which inboxes are in trouble, for every node to show. Whoever loses a race leaves it to the other.</summary>
public sealed class InboxTroubles(IHubStore store, TicketFeed feed, TimeProvider clock)
{
    /// <summary>Those of some inboxes, by inbox.</summary>
    public async ValueTask<IReadOnlyDictionary<InboxId, InboxTrouble>> FindAsync(IEnumerable<InboxId> inboxes, CancellationToken ct)
    {
        var found = new Dictionary<InboxId, InboxTrouble>();
        foreach (var some in inboxes.Chunk(500))
        {
            foreach (var trouble in await store.FindManyAsync<InboxTrouble>([.. some.Select(InboxTrouble.IdOf)], ct))
            {
                found[trouble.Inbox] = trouble;
            }
        }
        return found;
    }

    /// <summary>Remembers that a try failed; since when stays.</summary>
    public async ValueTask NoteAsync(InboxId inbox, string reason, CancellationToken ct)
    {
        var before = await store.FindAsync(InboxTrouble.IdOf(inbox), ct);
        if (before?.Reason != reason)
        {
            var after = new InboxTrouble { Id = InboxTrouble.IdOf(inbox), Inbox = inbox, Since = before?.Since ?? clock.GetUtcNow(), Reason = reason };
            await CommitAsync(inbox, before is null ? new ChangeSet().Insert(after) : new ChangeSet().Replace(before, after), ct);
        }
    }

    /// <summary>Forgets it: the inbox works, or is gone.</summary>
    public async ValueTask EndAsync(InboxId inbox, CancellationToken ct)
    {
        if (await store.FindAsync(InboxTrouble.IdOf(inbox), ct) is { } trouble)
        {
            await CommitAsync(inbox, new ChangeSet().Delete(trouble), ct);
        }
    }

    private async ValueTask CommitAsync(InboxId inbox, ChangeSet changes, CancellationToken ct)
    {
        if (await store.CommitAsync(changes, ct) is CommitOutcome.Committed)
        {
            feed.Publish(new FeedEvent.InboxTroubled(inbox));
        }
    }
}
