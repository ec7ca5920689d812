using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>Removes a role. Whoever has it loses what it gave; their lists of roles need no change, a role that is gone gives nothing.</summary>
public sealed class DeleteRole(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Administrators only. A role that denies something is removed only once nobody has it: its end would give rights.</summary>
    public async ValueTask<SettingOutcome<Role>> HandleAsync(RoleId id, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Role>.Forbidden();
        }
        var names = directory.Current;
        if (id == Role.AllQueues.Id)
        {
            return new SettingOutcome<Role>.InUse("This role belongs to Hub and stays.");
        }
        var denies = names.Roles.TryGetValue(id, out var role) && role.Rights.Any(static rule => rule.Deny.Count > 0);
        if (denies && (names.Agents.Values.Any(agent => agent.Roles?.Contains(id) == true) || names.Groups.Values.Any(group => group.Roles.Contains(id))))
        {
            return new SettingOutcome<Role>.InUse("It denies rights to agents who have it; take it from them first.");
        }
        var outcome = await writer.DeleteAsync(id, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
