using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>Removes a group; its members lose what its roles gave.</summary>
public sealed class DeleteGroup(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Administrators only. A group whose roles deny something is emptied first: its end would give rights.</summary>
    public async ValueTask<SettingOutcome<Group>> HandleAsync(GroupId id, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Group>.Forbidden();
        }
        var names = directory.Current;
        if (names.Groups.TryGetValue(id, out var group) && group.Members.Count > 0
            && group.Roles.Any(role => names.Roles.TryGetValue(role, out var found) && found.Rights.Any(static rule => rule.Deny.Count > 0)))
        {
            return new SettingOutcome<Group>.InUse("Its roles deny rights to its members; take them out first.");
        }
        var outcome = await writer.DeleteAsync(id, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
