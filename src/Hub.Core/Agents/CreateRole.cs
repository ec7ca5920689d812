using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>Makes a role.</summary>
public sealed class CreateRole(SettingsWriter writer, HubDirectory directory, TimeProvider clock)
{
    internal static readonly SettingOutcome<Role> NameTaken = new SettingOutcome<Role>.Taken("name", "There is a role of that name.");

    /// <summary>Administrators only.</summary>
    public async ValueTask<SettingOutcome<Role>> HandleAsync(RoleDraft draft, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Role>.Forbidden();
        }
        var now = clock.GetUtcNow();
        var decision = draft.ApplyTo(new Role { Id = RoleId.New(now), Name = "", CreatedAt = now }, directory.Current);
        if (decision is not SettingOutcome<Role>.Done { Value: var role })
        {
            return decision;
        }
        var outcome = await writer.InsertAsync(role, NameTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
