using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>Changes an agent's account or rights; sessions with other rights end.</summary>
public sealed class ChangeAgent(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Administrators only. <paramref name="change"/> may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<Agent>> HandleAsync(
        AgentId id, Func<AgentDraft, AgentDraft> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Agent>.Forbidden();
        }
        var outcome = await writer.ChangeAsync(
            id, agent => change(AgentDraft.Of(agent)).ApplyTo(agent, directory.Current), CreateAgent.EmailTaken, ct);
        await directory.AnnounceAgentAsync(id, ct);
        return outcome;
    }
}
