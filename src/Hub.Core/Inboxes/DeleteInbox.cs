using Hub.Core.Agents;
using Hub.Core.MailAccess;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Inboxes;

/// <summary>Removes an account. Its tickets stay and can be answered over another one.</summary>
public sealed class DeleteInbox(SettingsWriter writer, InboxTroubles troubles, IHubStore store, HubDirectory directory)
{
    /// <summary>Administrators only.</summary>
    public async ValueTask<SettingOutcome<Inbox>> HandleAsync(InboxId id, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Inbox>.Forbidden();
        }
        var outcome = await writer.DeleteAsync(id, ct, changes => TokenWrites.RemoveAsync(store, changes, id, ct));
        await troubles.EndAsync(id, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
