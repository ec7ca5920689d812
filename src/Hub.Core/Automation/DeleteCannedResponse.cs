using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Automation;

/// <summary>Removes a canned response.</summary>
public sealed class DeleteCannedResponse(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Administrators only.</summary>
    public async ValueTask<SettingOutcome<CannedResponse>> HandleAsync(DocId<CannedResponse> id, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<CannedResponse>.Forbidden();
        }
        var outcome = await writer.DeleteAsync(id, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
