using Hub.Core.Agents;
using Hub.Core.MailAccess;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Inboxes;

/// <summary>Sets up an account of a channel.</summary>
public sealed class CreateInbox(SettingsWriter writer, IHubStore store, HubDirectory directory, ISecretSealer sealer, TimeProvider clock)
{
    internal static readonly SettingOutcome<Inbox> AddressTaken =
        new SettingOutcome<Inbox>.Taken("settings.address", "Another inbox has that address.");

    /// <summary>Administrators only.</summary>
    public async ValueTask<SettingOutcome<Inbox>> HandleAsync(InboxDraft draft, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Inbox>.Forbidden();
        }
        var decision = InboxRules.Apply(Blank(clock.GetUtcNow()), draft, directory.Current, sealer);
        if (decision is not SettingOutcome<Inbox>.Done { Value: var inbox })
        {
            return decision;
        }
        var outcome = await writer.InsertAsync(inbox, AddressTaken, ct, async (made, changes) =>
        {
            await TokenWrites.AddAsync(store, changes, made, draft.Settings.OAuth?.RefreshToken, sealer, ct);
            return null;
        });
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }

    internal static Inbox Blank(DateTimeOffset now) => new() { Id = InboxId.New(now), Name = "", Channel = ChannelKind.Api, Queue = default, CreatedAt = now };
}
