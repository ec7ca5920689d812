using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>Makes a group.</summary>
public sealed class CreateGroup(SettingsWriter writer, IHubStore store, HubDirectory directory, TimeProvider clock)
{
    internal static readonly SettingOutcome<Group> NameTaken = new SettingOutcome<Group>.Taken("name", "There is a group of that name.");

    /// <summary>Administrators only.</summary>
    public async ValueTask<SettingOutcome<Group>> HandleAsync(GroupDraft draft, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Group>.Forbidden();
        }
        var now = clock.GetUtcNow();
        var decision = draft.ApplyTo(new Group { Id = GroupId.New(now), Name = "", CreatedAt = now }, directory.Current);
        if (decision is not SettingOutcome<Group>.Done { Value: var group })
        {
            return decision;
        }
        var outcome = await writer.InsertAsync(group, NameTaken, ct,
            (made, changes) => GroupMembers.PlaceAsync(store, directory.Current, made, changes, ct));
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
