using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>Changes an agent's account or rights; new rights act on open consoles and connections at once.</summary>
public sealed class ChangeAgent(SettingsWriter writer, IHubStore store, HubDirectory directory, GiveQueueRoles queueRoles)
{
    /// <summary>Administrators only. <paramref name="change"/> may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<Agent>> HandleAsync(
        AgentId id, Func<AgentDraft, AgentDraft> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Agent>.Forbidden();
        }
        IReadOnlyList<GroupId> groups = [];
        var outcome = await writer.ChangeAsync(id, agent => Decide(agent, out groups), CreateAgent.EmailTaken, ct,
            (agent, changes) => GroupMembers.PlaceAsync(store, directory.Current, agent, groups, changes, ct));
        var placed = await queueRoles.PlaceAsync(outcome, ct);
        await directory.AnnounceAgentAsync(id, ct);
        return placed;

        SettingOutcome<Agent> Decide(Agent agent, out IReadOnlyList<GroupId> wanted)
        {
            var draft = change(AgentDraft.Of(agent, directory.Current));
            wanted = draft.Groups ?? [];
            return draft.ApplyTo(agent, directory.Current);
        }
    }
}
