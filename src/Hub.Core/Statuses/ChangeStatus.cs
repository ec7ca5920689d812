using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Statuses;

/// <summary>Renames a status or changes what happens when its time has come. Tickets keep the name they were given.</summary>
public sealed class ChangeStatus(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Administrators only. The base state stays: tickets in it were brought there by the rules of that state.</summary>
    public async ValueTask<SettingOutcome<Status>> HandleAsync(
        DocId<Status> id, Func<StatusDraft, StatusDraft> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Status>.Forbidden();
        }
        var outcome = await writer.ChangeAsync(id, status => change(StatusDraft.Of(status)) is var draft && draft.State != status.State
            ? new SettingOutcome<Status>.InUse("A status keeps its base state; make another one.")
            : draft.ApplyTo(status), CreateStatus.NameTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
