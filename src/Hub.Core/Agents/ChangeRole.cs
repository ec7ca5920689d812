using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>Changes a role; it acts on everybody who has it at once.</summary>
public sealed class ChangeRole(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Administrators only; the role that every installation has stays as it is. <paramref name="change"/> may run again
    /// after a lost race.</summary>
    public async ValueTask<SettingOutcome<Role>> HandleAsync(RoleId id, Func<RoleDraft, RoleDraft> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Role>.Forbidden();
        }
        if (id == Role.AllQueues.Id)
        {
            return new SettingOutcome<Role>.InUse("This role belongs to Hub and stays as it is.");
        }
        var outcome = await writer.ChangeAsync(id, role => change(RoleDraft.Of(role)).ApplyTo(role, directory.Current), CreateRole.NameTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
