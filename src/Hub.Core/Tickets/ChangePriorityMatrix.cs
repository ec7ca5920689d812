using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Sets which priority urgency and impact propose. Tickets keep theirs until one of the two is judged again.</summary>
public sealed class ChangePriorityMatrix(IHubStore store, HubDirectory directory)
{
    private const int MostTries = 20;

    /// <summary>Administrators only. <paramref name="change"/> may run again after a lost race.</summary>
    public async ValueTask<SettingOutcome<PriorityMatrix>> HandleAsync(
        Func<PriorityMatrix, PriorityMatrix> change, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<PriorityMatrix>.Forbidden();
        }
        for (var tries = 0; tries < MostTries; tries++)
        {
            var before = await store.FindAsync(PriorityMatrix.OnlyId, ct);
            var after = change(before ?? PriorityMatrix.Default) with { Id = PriorityMatrix.OnlyId };
            var changes = before is null ? new ChangeSet().Insert(after) : new ChangeSet().Replace(before, after);
            if (await store.CommitAsync(changes, ct) is CommitOutcome.Committed)
            {
                await directory.AnnounceSettingsAsync(ct);
                return new SettingOutcome<PriorityMatrix>.Done(after);
            }
        }
        throw new StoreUnavailableException($"The priority matrix changed {MostTries} times while a change to it was tried.");
    }
}
