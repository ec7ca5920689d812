using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.BlockedSenders;

/// <summary>Blocks an address or a domain from now on; what it wrote before stays where it is.</summary>
public sealed class BlockSender(SettingsWriter writer, HubDirectory directory, TimeProvider clock)
{
    /// <summary>Administrators only.</summary>
    /// <param name="typed">An address or a domain.</param>
    /// <param name="by">Who blocks it.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<SettingOutcome<BlockedSender>> HandleAsync(string? typed, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<BlockedSender>.Forbidden();
        }
        if (BlockedSender.Normalise(typed) is not { } sender)
        {
            return Wrong("An e-mail address, or a domain such as example.org.");
        }
        if (OwnAddresses.Contains(directory.Current, sender))
        {
            return Wrong("This is an address of our own.");
        }
        var now = clock.GetUtcNow();
        var blocked = new BlockedSender { Id = DocId<BlockedSender>.New(now), Sender = sender, By = by.Name, At = now };
        return await writer.InsertAsync(blocked, new SettingOutcome<BlockedSender>.Taken("sender", "It is blocked already."), ct);
    }

    private static SettingOutcome<BlockedSender>.Invalid Wrong(string text) => new("sender", text);
}
