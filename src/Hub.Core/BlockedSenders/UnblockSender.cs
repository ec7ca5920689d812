using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.BlockedSenders;

/// <summary>Lets a blocked sender's mail in again from now on; what lies in the tray stays there.</summary>
public sealed class UnblockSender(SettingsWriter writer)
{
    /// <summary>Administrators only.</summary>
    public async ValueTask<SettingOutcome<BlockedSender>> HandleAsync(DocId<BlockedSender> id, AgentAccess by, CancellationToken ct) =>
        by.IsAdministrator ? await writer.DeleteAsync(id, ct) : new SettingOutcome<BlockedSender>.Forbidden();
}
