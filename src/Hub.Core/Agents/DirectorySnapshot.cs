using System.Collections.Concurrent;
using System.Collections.Frozen;
using Hub.Core.Automation;
using Hub.Core.CustomFields;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.SavedViews;
using Hub.Core.Statuses;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Agents;

/// <summary>The directory at one moment.</summary>
/// <param name="Queues">By id.</param>
/// <param name="Agents">By id, inactive ones included.</param>
/// <param name="Inboxes">By id.</param>
/// <param name="CannedResponses">By shortcut.</param>
public sealed record DirectorySnapshot(
    IReadOnlyDictionary<QueueId, Queue> Queues,
    IReadOnlyDictionary<AgentId, Agent> Agents,
    IReadOnlyDictionary<InboxId, Inbox> Inboxes,
    IReadOnlyList<CannedResponse> CannedResponses)
{
    private readonly ConcurrentDictionary<(AgentId, long), QueueRights> _rights = new();
    private readonly FrozenDictionary<QueueId, QueueSettings> _settings = Inherit(Queues);

    /// <summary>By id, <see cref="Role.AllQueues"/> among them.</summary>
    public IReadOnlyDictionary<RoleId, Role> Roles { get; init; } = new Dictionary<RoleId, Role> { [Role.AllQueues.Id] = Role.AllQueues };

    /// <summary>By id.</summary>
    public IReadOnlyDictionary<GroupId, Group> Groups { get; init; } = FrozenDictionary<GroupId, Group>.Empty;

    /// <summary>Custom fields of every scope, in the order of the form.</summary>
    public IReadOnlyList<FieldDefinition> Fields { get; init; } = [];

    /// <summary>Views of everybody, in the order of the rail.</summary>
    public IReadOnlyList<SavedView> Views { get; init; } = [];

    /// <summary>Which priority urgency and impact propose.</summary>
    public PriorityMatrix Matrix { get; init; } = PriorityMatrix.Default;

    /// <summary>A view by id, when the reader sees it.</summary>
    public SavedView? ViewFor(string id, AgentAccess reader) => Views.FirstOrDefault(view => view.Id.Value == id && view.IsFor(reader, this));

    /// <summary>The views that the reader sees, in the order of the rail.</summary>
    public IEnumerable<SavedView> ViewsFor(AgentAccess reader) => Views.Where(view => view.IsFor(reader, this));
    /// <summary>Statuses of this installation, by name.</summary>
    public IReadOnlyList<Status> Statuses { get; init; } = [];

    /// <summary>Everything that can be set: the built-in statuses, then those of this installation.</summary>
    public IEnumerable<TicketStatus> AllStatuses => TicketStatuses.BuiltIn.Concat(
        Statuses.Select(static status => new TicketStatus(status.Id.Value, status.Name, status.State, status is { State: TicketState.Pending, Returns: true })));

    /// <summary>Nothing.</summary>
    public static DirectorySnapshot Empty { get; } = new(
        FrozenDictionary<QueueId, Queue>.Empty, FrozenDictionary<AgentId, Agent>.Empty, FrozenDictionary<InboxId, Inbox>.Empty, []);

    /// <summary>The queues in the order of their tree.</summary>
    public QueueTree Tree { get; } = new(Queues);

    /// <summary>Whether both were read from the same versions of everything.</summary>
    public bool IsSameAs(DirectorySnapshot other) => Versions().ToHashSet().SetEquals(other.Versions());

    /// <summary>How a queue behaves, with what it leaves open taken from the queues above it; the defaults for one that is gone.</summary>
    public QueueSettings SettingsOf(QueueId queue) => _settings.GetValueOrDefault(queue, QueueSettings.Default);

    /// <summary>What the roles of an agent and of its groups give; worked out once for each version of it.</summary>
    public QueueRights RightsOf(Agent agent) => _rights.GetOrAdd((agent.Id, agent.Version), _ => QueueRights.Of([.. RulesOf(agent)], Tree));

    /// <summary>The groups an agent belongs to, by name.</summary>
    public IEnumerable<Group> GroupsOf(AgentId agent) =>
        Groups.Values.Where(group => group.Members.Contains(agent)).OrderBy(static group => group.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The status of a name in any case, or null when there is none. <c>merged</c> is set by merging only and not found here.</summary>
    public TicketStatus? FindStatus(string? name) => name is null
        ? null
        : AllStatuses.FirstOrDefault(status => string.Equals(status.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Name of a queue; its id when it is gone.</summary>
    public string NameOf(QueueId queue) => Queues.TryGetValue(queue, out var found) ? found.Name : queue.Value;

    /// <summary>Name of an agent; its id when it is gone, null for nobody.</summary>
    public string? NameOf(AgentId? agent) => agent is not { } id ? null : Agents.TryGetValue(id, out var found) ? found.Name : id.Value;

    /// <summary>Names from the top queue down, joined by <c>::</c>; for those who see all. See <see cref="AgentAccess.PathOf"/>.</summary>
    public string PathOf(QueueId queue)
    {
        var names = Tree.Upwards(queue).Select(static above => above.Name).Reverse().ToList();
        return names.Count == 0 ? queue.Value : string.Join("::", names);
    }

    private IEnumerable<(string Id, long Version)> Versions() =>
    [
        .. Queues.Values.Select(VersionOf), .. Agents.Values.Select(VersionOf), .. Inboxes.Values.Select(VersionOf), .. CannedResponses.Select(VersionOf),
        .. Roles.Values.Select(VersionOf), .. Groups.Values.Select(VersionOf), .. Statuses.Select(VersionOf), .. Fields.Select(VersionOf),
        .. Views.Select(VersionOf), VersionOf(Matrix),
    ];

    private static (string Id, long Version) VersionOf<T>(T document) where T : Document<T>, IDocument<T> => (document.Id.Value, document.Version);

    private static FrozenDictionary<QueueId, QueueSettings> Inherit(IReadOnlyDictionary<QueueId, Queue> queues)
    {
        var tree = new QueueTree(queues);
        return queues.Keys.ToFrozenDictionary(static id => id, id => tree.Upwards(id).Select(QueueSettings.Of)
            .Append(QueueSettings.Default).Aggregate(static (own, above) => own.Over(above)));
    }

    private IEnumerable<RoleRule> RulesOf(Agent agent)
    {
        var roles = agent.Roles ?? (agent.Queues is null ? [Role.AllQueues.Id] : []);
        var own = agent.Queues?.Select(static queue => new RoleRule(queue, Subtree: false, Role.AllQueues.Rights[0].Allow)) ?? [];
        return roles.Concat(GroupsOf(agent.Id).SelectMany(static group => group.Roles)).Distinct()
            .SelectMany(role => Roles.TryGetValue(role, out var found) ? found.Rights : [])
            .Concat(own);
    }
}
