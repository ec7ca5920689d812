using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Statuses;

/// <summary>Adds a status.</summary>
public sealed class CreateStatus(SettingsWriter writer, HubDirectory directory, TimeProvider clock)
{
    internal static readonly SettingOutcome<Status> NameTaken = new SettingOutcome<Status>.Taken("name", "There is a status of that name.");

    /// <summary>Administrators only.</summary>
    public async ValueTask<SettingOutcome<Status>> HandleAsync(StatusDraft draft, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Status>.Forbidden();
        }
        var now = clock.GetUtcNow();
        var decision = draft.ApplyTo(new Status { Id = DocId<Status>.New(now), Name = "", State = default, CreatedAt = now });
        if (decision is not SettingOutcome<Status>.Done { Value: var status })
        {
            return decision;
        }
        var outcome = await writer.InsertAsync(status, NameTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
