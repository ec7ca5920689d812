using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.SavedViews;

/// <summary>Changes a view; every list that shows it follows.</summary>
public sealed class ChangeView(SettingsWriter writer, HubDirectory directory, TimeProvider clock)
{
    /// <summary>Its owner, or an administrator for a shared one. <paramref name="change"/> may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<SavedView>> HandleAsync(
        DocId<SavedView> id, Func<ViewDraft, ViewDraft> change, AgentAccess by, CancellationToken ct)
    {
        var outcome = await writer.ChangeAsync(id, view => Decide(view, change, by), CreateView.NameTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }

    private SettingOutcome<SavedView> Decide(SavedView view, Func<ViewDraft, ViewDraft> change, AgentAccess by) =>
        !view.IsFor(by, directory.Current) ? new SettingOutcome<SavedView>.NotFound()
        : !view.IsKeptBy(by) ? new SettingOutcome<SavedView>.Forbidden()
        : change(ViewDraft.Of(view)).ApplyTo(view, by, directory.Current, clock.GetUtcNow());
}
