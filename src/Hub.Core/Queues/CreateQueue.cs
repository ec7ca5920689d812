using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Queues;

/// <summary>Makes a queue.</summary>
public sealed class CreateQueue(SettingsWriter writer, IHubStore store, HubDirectory directory, ITextTemplates templates, TimeProvider clock)
{
    internal static readonly SettingOutcome<Queue> NameTaken =
        new SettingOutcome<Queue>.Taken("name", "There is a queue of that name at that place.");

    /// <summary>For administrators and those who manage the queue above.</summary>
    public async ValueTask<SettingOutcome<Queue>> HandleAsync(QueueDraft draft, AgentAccess by, CancellationToken ct)
    {
        if (!QueuePlace.MayArrange(by, draft.Parent))
        {
            return new SettingOutcome<Queue>.Forbidden();
        }
        var now = clock.GetUtcNow();
        var checkedQueue = draft.ApplyTo(new Queue { Id = QueueId.New(now), Name = "", CreatedAt = now }, templates);
        if (checkedQueue is not SettingOutcome<Queue>.Done { Value: var queue })
        {
            return checkedQueue;
        }
        var outcome = await writer.InsertAsync(queue, NameTaken, ct, (made, changes) => QueuePlace.CheckAsync(store, made, changes, ct));
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
