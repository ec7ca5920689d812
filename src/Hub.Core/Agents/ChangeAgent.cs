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

    /// <summary>What an agent may change about itself: name of the interface language, sending key, availability.</summary>
    public async ValueTask<SettingOutcome<Agent>> PreferAsync(AgentId id, Func<Agent, Agent> change, CancellationToken ct)
    {
        var outcome = await writer.ChangeAsync(id, agent =>
        {
            var wished = change(agent);
            return new SettingOutcome<Agent>.Done(agent with
            {
                Language = wished.Language, SendsOnEnter = wished.SendsOnEnter, Availability = wished.Availability,
            });
        }, CreateAgent.EmailTaken, ct);
        await directory.AnnounceAgentAsync(id, ct);
        return outcome;
    }
}
