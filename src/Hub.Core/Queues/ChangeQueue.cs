using Hub.Core.Agents;
using Hub.Core.Settings;

namespace Hub.Core.Queues;

/// <summary>Renames, moves or sets up a queue.</summary>
public sealed class ChangeQueue(SettingsWriter writer, HubDirectory directory)
{
    /// <summary>Administrators only. <paramref name="change"/> may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<Queue>> HandleAsync(
        QueueId id, Func<QueueDraft, QueueDraft> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<Queue>.Forbidden();
        }
        var outcome = await writer.ChangeAsync(
            id, queue => change(QueueDraft.Of(queue)).ApplyTo(queue, directory.Current), CreateQueue.NameTaken, ct);
        await directory.AnnounceSettingsAsync(ct);
        return outcome;
    }
}
