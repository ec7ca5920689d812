using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.BlockedSenders;

/// <summary>Shows who is blocked.</summary>
public sealed class ListBlockedSenders(IHubStore store)
{
    /// <summary>One page, the newest first; empty for others than administrators.</summary>
    public ValueTask<Page<BlockedSender>> HandleAsync(AgentAccess by, PageRequest page, CancellationToken ct) => by.IsAdministrator
        ? store.ListAsync(new View<BlockedSender>(Filter<BlockedSender>.Everything, BlockedSender.Fields.At, IsDescending: true), page, ct)
        : ValueTask.FromResult(new Page<BlockedSender>([], null));
}
