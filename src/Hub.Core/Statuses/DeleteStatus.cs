using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Statuses;

/// <summary>Removes a status from those that can be set. Tickets that have it keep name and base state until it is changed.</summary>
public sealed class DeleteStatus(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Administrators only.</summary>
    public async ValueTask<SettingOutcome<Status>> HandleAsync(DocId<Status> id, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Status>.Forbidden();
        }
        var outcome = await writer.DeleteAsync(id, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
