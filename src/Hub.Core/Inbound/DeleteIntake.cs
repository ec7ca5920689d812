using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Inbound;

/// <summary>Removes something from the tray for good.</summary>
public sealed class DeleteIntake(IHubStore store, TicketFeed feed)
{
    /// <summary>Handles the command; a repeat answers <see cref="TrayOutcome.NotFound"/>.</summary>
    public async ValueTask<TrayOutcome> HandleAsync(DocId<Intake> id, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator || await store.FindAsync(id, ct) is not { State: IntakeState.Held or IntakeState.Suppressed } intake)
        {
            return new TrayOutcome.NotFound();
        }
        // Lost to a release or another delete: it is not in the tray any more either way.
        if (await store.CommitAsync(new ChangeSet().Delete(intake), ct) is not CommitOutcome.Committed)
        {
            return new TrayOutcome.NotFound();
        }
        feed.Publish(new FeedEvent.TrayChanged());
        return new TrayOutcome.Deleted();
    }
}
