using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Inboxes;

/// <summary>Changes the account of a channel.</summary>
public sealed class ChangeInbox(SettingsWriter writer, HubDirectory directory, ISecretSealer sealer)
{
    /// <summary>Administrators only. <paramref name="change"/> gets a draft without passwords and may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<Inbox>> HandleAsync(
        InboxId id, Func<InboxDraft, InboxDraft> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Inbox>.Forbidden();
        }
        var outcome = await writer.ChangeAsync(
            id, inbox => InboxRules.Apply(inbox, change(InboxDraft.Of(inbox)), directory.Current, sealer), CreateInbox.AddressTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
