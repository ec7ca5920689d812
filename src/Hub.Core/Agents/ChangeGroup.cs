using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>Changes a group; it acts on its members at once.</summary>
public sealed class ChangeGroup(SettingsWriter writer, IHubStore store, HubDirectory directory)
{
    /// <summary>Administrators only. <paramref name="change"/> may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<Group>> HandleAsync(
        GroupId id, Func<GroupDraft, GroupDraft> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Group>.Forbidden();
        }
        var outcome = await writer.ChangeAsync(id,
            group => change(GroupDraft.Of(group, directory.Current)).ApplyTo(group, directory.Current), CreateGroup.NameTaken, ct,
            (group, changes) => GroupMembers.PlaceAsync(store, directory.Current, group, changes, ct));
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
