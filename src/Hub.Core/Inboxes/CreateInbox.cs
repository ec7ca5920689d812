using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Inboxes;

/// <summary>Sets up an account of a channel.</summary>
public sealed class CreateInbox(SettingsWriter writer, HubDirectory directory, ISecretSealer sealer, TimeProvider clock)
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
        var now = clock.GetUtcNow();
        var blank = new Inbox { Id = InboxId.New(now), Name = "", Channel = ChannelKind.Api, Queue = default, CreatedAt = now };
        var decision = InboxRules.Apply(blank, draft, directory.Current, sealer);
        if (decision is not SettingOutcome<Inbox>.Done { Value: var inbox })
        {
            return decision;
        }
        var outcome = await writer.InsertAsync(inbox, AddressTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
