using Hub.Core.Agents;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Tickets;

namespace Hub.Core.Queues;

/// <summary>Removes a queue that nothing depends on, and its keys with it.</summary>
public sealed class DeleteQueue(SettingsWriter writer, IHubStore store, KeyRings keys, HubDirectory directory)
{
    /// <summary>For administrators and those who manage the queue above; refused while tickets, inboxes, roles or queues below use
    /// it.</summary>
    public async ValueTask<SettingOutcome<Queue>> HandleAsync(QueueId id, AgentAccess by, CancellationToken ct)
    {
        var names = directory.Current;
        if (!names.Queues.TryGetValue(id, out var wanted) || !by.CanSee(id))
        {
            return new SettingOutcome<Queue>.NotFound();
        }
        if (!QueuePlace.MayArrange(by, wanted.Parent))
        {
            return new SettingOutcome<Queue>.Forbidden();
        }
        if (names.Queues.Values.Any(queue => queue.Parent == id))
        {
            return new SettingOutcome<Queue>.InUse("There are queues below it.");
        }
        if (names.Inboxes.Values.FirstOrDefault(inbox => inbox.Queue == id) is { } inbox)
        {
            return new SettingOutcome<Queue>.InUse($"New tickets of the inbox '{inbox.Name}' go there.");
        }
        if (names.Roles.Values.FirstOrDefault(role => role.Rights.Any(rule => rule.Queue == id)) is { } role)
        {
            return new SettingOutcome<Queue>.InUse($"The role '{role.Name}' names it.");
        }
        if (await store.CountAsync(Ticket.Fields.Queue.Is(id.Value), 1, ct) > 0)
        {
            return new SettingOutcome<Queue>.InUse("It holds tickets.");
        }
        var outcome = await writer.DeleteAsync(id, ct, changes => keys.RemoveAllAsync(id.Value, changes, ct));
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
