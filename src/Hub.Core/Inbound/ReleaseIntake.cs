using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>How something in the tray ended.</summary>
public abstract record TrayOutcome
{
    private TrayOutcome()
    {
    }

    /// <summary>It is in a thread now (or was one already).</summary>
    public sealed record Released(FilingOutcome Filing) : TrayOutcome;

    /// <summary>It is gone.</summary>
    public sealed record Deleted : TrayOutcome;

    /// <summary>Not in the tray, or not visible to this agent.</summary>
    public sealed record NotFound : TrayOutcome;

    /// <summary>The ticket it should go into is not there, or not visible.</summary>
    public sealed record NoSuchTicket : TrayOutcome;

    /// <summary>It cannot be read and stays in the tray.</summary>
    public sealed record StillHeld(string Reason) : TrayOutcome;
}

/// <summary>Files something from the tray: into a ticket, or as a new one.</summary>
public sealed class ReleaseIntake(IHubStore store, FileIntake file, ThreadReader threads, TicketFeed feed)
{
    /// <summary>Handles the command.</summary>
    /// <param name="id">What to release.</param>
    /// <param name="ticketNumber">Into which ticket; null for a new one.</param>
    /// <param name="by">Who releases it.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<TrayOutcome> HandleAsync(DocId<Intake> id, string? ticketNumber, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator || await store.FindAsync(id, ct) is not { State: IntakeState.Held or IntakeState.Suppressed } intake)
        {
            return new TrayOutcome.NotFound();
        }
        var into = ticketNumber is null ? null : await threads.FindAsync(ticketNumber, by, ct);
        if (ticketNumber is not null && into is null)
        {
            return new TrayOutcome.NoSuchTicket();
        }
        var outcome = await file.HandleAsync(intake, new Release(into, by.ToActor()), ct);
        if (outcome.Kind is FilingKind.Held or FilingKind.Suppressed)
        {
            return new TrayOutcome.StillHeld(outcome.Because);
        }
        feed.Publish(new FeedEvent.TrayChanged());
        return new TrayOutcome.Released(outcome);
    }
}
