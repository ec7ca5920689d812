using System.Collections.Frozen;
using Hub.Core.Agents;

namespace Hub.Core.Queues;

/// <summary>The rights of one agent on every queue, worked out of its roles once. Two are equal when they decide alike.</summary>
public sealed class QueueRights : IEquatable<QueueRights>
{
    private readonly FrozenDictionary<QueueId, RightSet> _byQueue;
    private readonly RightSet _elsewhere;

    private QueueRights(IEnumerable<KeyValuePair<QueueId, RightSet>> byQueue, RightSet elsewhere)
    {
        _byQueue = byQueue.ToFrozenDictionary();
        _elsewhere = elsewhere;
        Readable = ReadsAll ? null : With(Right.Read).ToFrozenSet();
    }

    /// <summary>Every right on every queue.</summary>
    public static QueueRights Everything { get; } = new([], RightSet.All);

    /// <summary>No right anywhere.</summary>
    public static QueueRights Nothing { get; } = new([], RightSet.None);

    /// <summary>The queues that may be read; null for all of them, those to come included.</summary>
    public IReadOnlySet<QueueId>? Readable { get; }

    private bool ReadsAll => _elsewhere.Has(Right.Read) && _byQueue.Values.All(static rights => rights.Has(Right.Read));

    /// <summary>The same rights on some queues and none on the others.</summary>
    public static QueueRights On(IEnumerable<QueueId> queues, RightSet rights) =>
        new(queues.Distinct().Select(queue => KeyValuePair.Create(queue, rights)), RightSet.None);

    /// <summary>Works out what rules give: from the queue upwards the nearest queue with a rule about a right decides, and there
    /// a denial wins. A rule without a queue stands above all.</summary>
    /// <param name="rules">The rules of all of an agent's roles.</param>
    /// <param name="tree">All queues.</param>
    public static QueueRights Of(IReadOnlyCollection<RoleRule> rules, QueueTree tree)
    {
        var own = rules.Where(static rule => rule.Queue is not null).ToLookup(static rule => rule.Queue!.Value);
        var top = Decide(rules.Where(static rule => rule.Queue is null));
        var elsewhere = top.Allowed.Without(top.Denied);
        var below = new Dictionary<QueueId, RightSet>();
        var rights = new Dictionary<QueueId, RightSet>();
        foreach (var queue in tree.TopDown)
        {
            var above = queue.Parent is { } parent ? below.GetValueOrDefault(parent, elsewhere) : elsewhere;
            below[queue.Id] = Apply(Decide(own[queue.Id].Where(static rule => rule.Subtree)), above);
            rights[queue.Id] = Apply(Decide(own[queue.Id]), above);
        }
        return new QueueRights(rights, elsewhere);
    }

    /// <summary>The rights on a queue.</summary>
    public RightSet On(QueueId queue) => _byQueue.GetValueOrDefault(queue, _elsewhere);

    /// <summary>The known queues on which the right is given.</summary>
    public IEnumerable<QueueId> With(Right right) => _byQueue.Where(pair => pair.Value.Has(right)).Select(static pair => pair.Key);

    /// <inheritdoc/>
    public bool Equals(QueueRights? other) => ReferenceEquals(this, other) || (other is not null
        && _elsewhere == other._elsewhere
        && _byQueue.Keys.Union(other._byQueue.Keys).All(queue => On(queue) == other.On(queue)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QueueRights);

    /// <inheritdoc/>
    public override int GetHashCode() => _elsewhere.GetHashCode();

    private static (RightSet Allowed, RightSet Denied) Decide(IEnumerable<RoleRule> rules)
    {
        var (allowed, denied) = (RightSet.None, RightSet.None);
        foreach (var rule in rules)
        {
            allowed = allowed.Or(RightSet.Of(rule.Allow));
            denied = denied.Or(RightSet.Of(rule.Deny));
        }
        return (allowed, denied);
    }

    private static RightSet Apply((RightSet Allowed, RightSet Denied) here, RightSet above) =>
        above.Or(here.Allowed).Without(here.Denied);
}
