using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Queues;

/// <summary>Whether a queue may stand below another, decided on what is stored. The queues above are expected unchanged by the
/// commit, so two moves at once cannot close a circle.</summary>
internal static class QueuePlace
{
    // A change set takes 100 writes.
    private const int Deepest = 60;

    /// <summary>Checks the place and adds what the check relied on.</summary>
    /// <returns>The refusal; null when the place is good.</returns>
    public static async ValueTask<SettingOutcome<Queue>?> CheckAsync(IHubStore store, Queue queue, ChangeSet changes, CancellationToken ct)
    {
        var at = queue.Parent;
        for (var depth = 0; at is { } id; depth++)
        {
            if (id == queue.Id)
            {
                return new SettingOutcome<Queue>.Invalid("parent", "A queue cannot stand below itself.");
            }
            if (depth == Deepest)
            {
                return new SettingOutcome<Queue>.Invalid("parent", $"Queues stand at most {Deepest} deep.");
            }
            if (await store.FindAsync(id, ct) is not { } above)
            {
                return new SettingOutcome<Queue>.Invalid("parent", "There is no such queue.");
            }
            changes.Expect(above);
            at = above.Parent;
        }
        return null;
    }

    /// <summary>Whether queues may be made, moved and removed there: by administrators, and by those who manage the queue above.</summary>
    public static bool MayArrange(AgentAccess by, QueueId? parent) =>
        by.IsAdministrator || (parent is { } above && by.May(Right.Manage, above));
}
