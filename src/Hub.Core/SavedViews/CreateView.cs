using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.SavedViews;

/// <summary>Makes a view: one's own, or by an administrator for others.</summary>
public sealed class CreateView(SettingsWriter writer, HubDirectory directory, TimeProvider clock)
{
    internal static readonly SettingOutcome<SavedView> NameTaken =
        new SettingOutcome<SavedView>.Taken("name", "There is a view of that name.");

    /// <summary>Handles the command.</summary>
    public async ValueTask<SettingOutcome<SavedView>> HandleAsync(ViewDraft draft, AgentAccess by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var empty = new SavedView { Id = DocId<SavedView>.New(now), Name = "", Filter = new(), Sort = "", Columns = [], CreatedAt = now };
        var decision = draft.ApplyTo(empty, by, directory.Current, now);
        if (decision is not SettingOutcome<SavedView>.Done { Value: var view })
        {
            return decision;
        }
        var outcome = await writer.InsertAsync(view, NameTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
