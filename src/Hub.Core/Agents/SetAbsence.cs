using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>Says when an agent is away and who stands in: for oneself, or for anybody by an administrator.</summary>
public sealed class SetAbsence(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Sets the absence; null ends it.</summary>
    public async ValueTask<SettingOutcome<Agent>> HandleAsync(AgentId agent, Absence? absence, AgentAccess by, CancellationToken ct)
    {
        if (agent != by.Agent && !by.IsAdministrator)
        {
            return new SettingOutcome<Agent>.Forbidden();
        }
        if (absence is not null && absence.To <= absence.From)
        {
            return new SettingOutcome<Agent>.Invalid("to", "The end lies after the beginning.");
        }
        if (absence?.Substitute is { } substitute
            && (substitute == agent || directory.Current.Agents.GetValueOrDefault(substitute) is not { IsActive: true }))
        {
            return new SettingOutcome<Agent>.Invalid("substitute", "Another active agent.");
        }
        var outcome = await writer.ChangeAsync(
            agent, account => new SettingOutcome<Agent>.Done(account with { Absence = absence }), new SettingOutcome<Agent>.NotFound(), ct);
        await directory.AnnounceAgentAsync(agent, ct);
        return outcome;
    }
}
