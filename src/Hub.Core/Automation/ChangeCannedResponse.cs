using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Automation;

/// <summary>Rewrites a canned response.</summary>
public sealed class ChangeCannedResponse(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Administrators only. <paramref name="change"/> may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<CannedResponse>> HandleAsync(
        DocId<CannedResponse> id, Func<CannedResponseDraft, CannedResponseDraft> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<CannedResponse>.Forbidden();
        }
        var outcome = await writer.ChangeAsync(
            id, canned => change(CannedResponseDraft.Of(canned)).ApplyTo(canned), CreateCannedResponse.ShortcutTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
