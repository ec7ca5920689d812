using System.Collections.Frozen;

namespace Hub.Core.Queues;

/// <summary>All queues in the order of their tree. A queue whose parent is gone, or that lies on a circle, counts as a top one.</summary>
public sealed class QueueTree
{
    private readonly FrozenDictionary<QueueId, Queue> _queues;
    private readonly ILookup<QueueId, Queue> _children;

    /// <summary>Sorts queues.</summary>
    public QueueTree(IReadOnlyDictionary<QueueId, Queue> queues)
    {
        _queues = queues.ToFrozenDictionary();
        var order = StringComparer.OrdinalIgnoreCase;
        _children = queues.Values.Where(static queue => queue.Parent is not null).OrderBy(static queue => queue.Name, order)
            .ToLookup(static queue => queue.Parent!.Value);
        var sorted = new List<Queue>(queues.Count);
        var seen = new HashSet<QueueId>();
        var tops = queues.Values.Where(queue => queue.Parent is not { } parent || !queues.ContainsKey(parent));
        foreach (var start in tops.OrderBy(static queue => queue.Name, order).Concat(queues.Values))
        {
            Add(start, sorted, seen);
        }
        TopDown = sorted;
    }

    /// <summary>Every queue after the one above it; siblings by name.</summary>
    public IReadOnlyList<Queue> TopDown { get; }

    /// <summary>The queues straight below one, by name.</summary>
    public IEnumerable<Queue> Below(QueueId queue) => _children[queue];

    /// <summary>The queue and those above it, nearest first; empty for one that is gone.</summary>
    public IEnumerable<Queue> Upwards(QueueId queue)
    {
        var seen = new HashSet<QueueId>();
        QueueId? at = queue;
        while (at is { } id && _queues.TryGetValue(id, out var found) && seen.Add(id))
        {
            yield return found;
            at = found.Parent;
        }
    }

    /// <summary>The queue and all below it.</summary>
    public IEnumerable<QueueId> Subtree(QueueId queue)
    {
        var waiting = new Stack<QueueId>([queue]);
        var seen = new HashSet<QueueId>();
        while (waiting.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                yield return next;
                foreach (var child in _children[next])
                {
                    waiting.Push(child.Id);
                }
            }
        }
    }

    private void Add(Queue start, List<Queue> sorted, HashSet<QueueId> seen)
    {
        var waiting = new Stack<Queue>([start]);
        while (waiting.TryPop(out var next))
        {
            if (seen.Add(next.Id))
            {
                sorted.Add(next);
                foreach (var child in _children[next.Id].Reverse())
                {
                    waiting.Push(child);
                }
            }
        }
    }
}
