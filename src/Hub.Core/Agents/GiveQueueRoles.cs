using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Agents;

/// <summary>Makes roles of the queues that an agent of shape 1 names itself, one role for each set of queues. Rights stay what they
/// were: before, between and after, whoever reads an agent takes its queues for such a role.</summary>
public sealed class GiveQueueRoles(IHubStore store, HubDirectory directory, TimeProvider clock)
{
    /// <summary>Does what is left to do; may be stopped anywhere and run again.</summary>
    public async ValueTask HandleAsync(CancellationToken ct)
    {
        var waiting = directory.Current.Agents.Values.Where(static agent => agent.Queues is not null).ToList();
        foreach (var agent in waiting)
        {
            await PlaceAsync(agent.Id, ct);
        }
        if (waiting.Count > 0)
        {
            await directory.AnnounceSettingsAsync(ct);
        }
    }

    /// <summary>As <see cref="HandleAsync"/>, for one agent that was just written.</summary>
    internal async ValueTask<SettingOutcome<Agent>> PlaceAsync(SettingOutcome<Agent> written, CancellationToken ct)
    {
        if (written is not SettingOutcome<Agent>.Done { Value: { Queues: not null } agent })
        {
            return written;
        }
        await PlaceAsync(agent.Id, ct);
        return await store.FindAsync(agent.Id, ct) is { } placed ? new SettingOutcome<Agent>.Done(placed) : written;
    }

    private async ValueTask PlaceAsync(AgentId id, CancellationToken ct)
    {
        while (await store.FindAsync(id, ct) is { Queues: { } queues } agent)
        {
            var role = RoleOf(queues);
            var changes = new ChangeSet().Replace(agent, agent with { Roles = [.. agent.Roles ?? [], .. queues.Count == 0 ? [] : new[] { role.Id }], Queues = null });
            if (queues.Count > 0 && await store.FindAsync(role.Id, ct) is null)
            {
                changes.Insert(role);
            }
            await store.CommitAsync(changes, ct);
        }
    }

    /// <summary>The same queues give the same role: its id is made of theirs.</summary>
    private Role RoleOf(IReadOnlyList<QueueId> queues)
    {
        var names = directory.Current;
        var sorted = queues.Distinct().OrderBy(static queue => queue.Value, StringComparer.Ordinal).ToList();
        var tail = ApiToken.HashOf(string.Join(',', sorted))[..16];
        var name = string.Join(", ", sorted.Select(names.PathOf));
        return new Role
        {
            Id = new RoleId($"rol_q{tail}"),
            // Names are unique and may be long; the tail keeps this one apart.
            Name = $"{(name.Length > 80 ? name[..80] : name)} ({tail[..6]})",
            Rights = [.. sorted.Select(static queue => new RoleRule(queue, Subtree: false, Role.AllQueues.Rights[0].Allow))],
            CreatedAt = clock.GetUtcNow(),
        };
    }
}
