using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Tickets;

namespace Hub.Core.Queues;

/// <summary>Removes a queue that nothing depends on.</summary>
public sealed class DeleteQueue(SettingsWriter writer, IHubStore store, HubDirectory directory)
{
    /// <summary>Administrators only; refused while tickets, inboxes or queues below use it.</summary>
    public async ValueTask<SettingOutcome<Queue>> HandleAsync(QueueId id, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Queue>.Forbidden();
        }
        var names = directory.Current;
        if (names.Queues.Values.Any(queue => queue.Parent == id))
        {
            return new SettingOutcome<Queue>.InUse("There are queues below it.");
        }
        if (names.Inboxes.Values.FirstOrDefault(inbox => inbox.Queue == id) is { } inbox)
        {
            return new SettingOutcome<Queue>.InUse($"New tickets of the inbox '{inbox.Name}' go there.");
        }
        if (await store.CountAsync(Ticket.Fields.Queue.Is(id.Value), 1, ct) > 0)
        {
            return new SettingOutcome<Queue>.InUse("It holds tickets.");
        }
        var outcome = await writer.DeleteAsync(id, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
