using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.SavedViews;

/// <summary>Removes a view.</summary>
public sealed class DeleteView(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Its owner, or an administrator for a shared one.</summary>
    public async ValueTask<SettingOutcome<SavedView>> HandleAsync(DocId<SavedView> id, AgentAccess by, CancellationToken ct)
    {
        if (directory.Current.Views.FirstOrDefault(view => view.Id == id) is not { } known || !known.IsFor(by, directory.Current))
        {
            return new SettingOutcome<SavedView>.NotFound();
        }
        if (!known.IsKeptBy(by))
        {
            return new SettingOutcome<SavedView>.Forbidden();
        }
        var outcome = await writer.DeleteAsync(id, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
