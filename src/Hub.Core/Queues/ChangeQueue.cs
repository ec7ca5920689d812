using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Queues;

/// <summary>Renames, moves or sets up a queue.</summary>
public sealed class ChangeQueue(SettingsWriter writer, IHubStore store, HubDirectory directory, ITextTemplates templates)
{
    /// <summary>For administrators and those who manage the queue; moving it takes that right on the queues above it, before and
    /// after. <paramref name="change"/> may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<Queue>> HandleAsync(
        QueueId id, Func<QueueDraft, QueueDraft> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.CanSee(id))
        {
            return new SettingOutcome<Queue>.NotFound();
        }
        if (!by.IsAdministrator && !by.May(Right.Manage, id))
        {
            return new SettingOutcome<Queue>.Forbidden();
        }
        var outcome = await writer.ChangeAsync(id, queue => Decide(queue, change(QueueDraft.Of(queue)), by), CreateQueue.NameTaken, ct,
            (queue, changes) => QueuePlace.CheckAsync(store, queue, changes, ct));
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }

    private SettingOutcome<Queue> Decide(Queue queue, QueueDraft draft, AgentAccess by) =>
        draft.Parent == queue.Parent || (QueuePlace.MayArrange(by, queue.Parent) && QueuePlace.MayArrange(by, draft.Parent))
            ? draft.ApplyTo(queue, templates)
            : new SettingOutcome<Queue>.Forbidden();
}
