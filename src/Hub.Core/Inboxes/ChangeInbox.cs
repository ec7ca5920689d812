using Hub.Core.Agents;
using Hub.Core.MailAccess;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Inboxes;

/// <summary>Changes the account of a channel.</summary>
public sealed class ChangeInbox(SettingsWriter writer, IHubStore store, HubDirectory directory, HeldMail held, ISecretSealer sealer)
{
    /// <summary>Administrators only. <paramref name="change"/> gets a draft without passwords and may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<Inbox>> HandleAsync(
        InboxId id, Func<InboxDraft, InboxDraft> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Inbox>.Forbidden();
        }
        var (draft, wasWaiting) = (new InboxDraft(), false);
        var outcome = await writer.ChangeAsync(
            id,
            inbox =>
            {
                (draft, wasWaiting) = (change(InboxDraft.Of(inbox)), inbox.Email?.IsSendWaiting == true);
                return InboxRules.Apply(inbox, draft, directory.Current, sealer);
            },
            CreateInbox.AddressTaken,
            ct,
            async (inbox, changes) =>
            {
                await TokenWrites.AddAsync(store, changes, inbox, draft.Settings.OAuth?.RefreshToken, sealer, ct);
                return null;
            });
        await directory.AnnounceSettingsAsync(ct);
        if (wasWaiting && outcome is SettingOutcome<Inbox>.Done { Value.Email.IsSendWaiting: false })
        {
            await held.ReleaseAsync(ct);
        }
        return outcome;
    }
}
