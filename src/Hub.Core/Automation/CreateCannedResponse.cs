using Hub.Core.Agents;
using Hub.Core.Settings;

namespace Hub.Core.Automation;

/// <summary>Adds a canned response.</summary>
public sealed class CreateCannedResponse(SettingsWriter writer, HubDirectory directory, TimeProvider clock)
{
    internal static readonly SettingOutcome<CannedResponse> ShortcutTaken =
        new SettingOutcome<CannedResponse>.Taken("shortcut", "There is a canned response with that shortcut.");

    /// <summary>Administrators only.</summary>
    public async ValueTask<SettingOutcome<CannedResponse>> HandleAsync(CannedResponseDraft draft, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<CannedResponse>.Forbidden();
        }
        var now = clock.GetUtcNow();
        var decision = draft.ApplyTo(new CannedResponse
        {
            Id = Storage.DocId<CannedResponse>.New(now),
            Shortcut = "",
            Title = "",
            Text = "",
            CreatedAt = now,
        });
        if (decision is not SettingOutcome<CannedResponse>.Done { Value: var canned })
        {
            return decision;
        }
        var outcome = await writer.InsertAsync(canned, ShortcutTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
