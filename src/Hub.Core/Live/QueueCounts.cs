using System.Collections.Concurrent;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Core.Live;

/// <summary>How many active tickets each queue holds, counted no further than <see cref="Ceiling"/>. Kept once for the whole process:
/// the feed says which queues changed, and the next reader has just those counted again.</summary>
public sealed class QueueCounts : IDisposable
{
    /// <summary>Where counting ends; a queue or tree that shows it may hold more.</summary>
    public const int Ceiling = 1_000;

    private readonly IHubStore _store;
    private readonly IDisposable _updates;
    private readonly IDisposable _resync;
    private readonly ConcurrentDictionary<QueueId, int> _counts = new();
    private readonly ConcurrentDictionary<QueueId, bool> _stale = new();
    private readonly SemaphoreSlim _counting = new(1, 1);

    /// <summary>Starts listening; counts with the first reader.</summary>
    public QueueCounts(IHubStore store, TicketFeed feed)
    {
        _store = store;
        _updates = feed.WatchAll(Note);
        _resync = feed.WatchResync(_counts.Clear);
    }

    /// <summary>Active tickets of each queue and of its tree, over the queues that the reader may read.</summary>
    public async ValueTask<IReadOnlyDictionary<QueueId, QueueCount>> ReadAsync(DirectorySnapshot names, AgentAccess reader, CancellationToken ct)
    {
        await CountAsync(names, ct);
        var totals = new Dictionary<QueueId, QueueCount>();
        foreach (var queue in names.Tree.TopDown.Where(queue => reader.May(Right.Read, queue.Id)))
        {
            var own = _counts.GetValueOrDefault(queue.Id);
            totals[queue.Id] = new QueueCount(own, own);
        }
        foreach (var (queue, count) in totals.ToList())
        {
            foreach (var above in names.Tree.Upwards(queue).Skip(1).Where(above => totals.ContainsKey(above.Id)))
            {
                var sum = totals[above.Id];
                totals[above.Id] = sum with { WithBelow = Math.Min(Ceiling, sum.WithBelow + count.Own) };
            }
        }
        return totals;
    }

    /// <summary>Ends listening.</summary>
    public void Dispose()
    {
        _updates.Dispose();
        _resync.Dispose();
        _counting.Dispose();
    }

    private async ValueTask CountAsync(DirectorySnapshot names, CancellationToken ct)
    {
        await _counting.WaitAsync(ct);
        try
        {
            foreach (var queue in names.Queues.Keys.Where(queue => _stale.ContainsKey(queue) || !_counts.ContainsKey(queue)))
            {
                // Before counting: what changes meanwhile makes it stale again.
                _stale.TryRemove(queue, out _);
                _counts[queue] = await _store.CountAsync(TicketViews.OfQueue(queue), Ceiling, ct);
            }
        }
        finally
        {
            _counting.Release();
        }
    }

    private void Note(TicketUpdate update)
    {
        var after = update.Ticket;
        if (update.Before is { } before)
        {
            if (before.Queue == after.Queue && IsActive(before) == IsActive(after))
            {
                return;
            }
            _stale[before.Queue] = true;
        }
        else if (after.Version > 1 && update.Entries.Any(static entry => entry.Change?.What == "queue"))
        {
            // Moved on another node: where from is not told.
            _counts.Clear();
        }
        _stale[after.Queue] = true;
    }

    private static bool IsActive(Ticket ticket) => ticket.State is TicketState.New or TicketState.Open or TicketState.Pending;
}

/// <summary>Active tickets of a queue.</summary>
/// <param name="Own">In the queue itself.</param>
/// <param name="WithBelow">With the queues below it that the reader may read.</param>
public readonly record struct QueueCount(int Own, int WithBelow);
