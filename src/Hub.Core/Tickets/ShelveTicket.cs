using Hub.Core.Agents;
using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>Where a ticket lies that is out of the daily lists.</summary>
public enum Shelf
{
    /// <summary>Done and kept for good.</summary>
    Archive,
    /// <summary>Nobody asked for it; removed after 30 days, see <see cref="RemoveShelved"/>.</summary>
    Spam,
    /// <summary>Thrown away; removed after 30 days.</summary>
    Trash,
}

/// <summary>Puts a ticket out of the daily lists: into the archive, to the spam, into the trash. It stays searchable, and opening it
/// takes it back; so does a customer's message, except to spam.</summary>
public sealed class ShelveTicket(ThreadWriter writer, ClosingRule closing)
{
    /// <summary>Shelves; only a closed ticket is archived, spam and trash close it. Answers the ticket.</summary>
    public ValueTask<TicketOutcome> HandleAsync(TicketId id, Shelf shelf, AgentAccess by, CancellationToken ct) =>
        writer.ChangeAsync<TicketOutcome>(id, async (ticket, now) =>
        {
            if (Refuse(ticket, by) is { } refusal)
            {
                return new Decision<TicketOutcome>(refusal);
            }
            if (ticket.Shelf == shelf)
            {
                return new Decision<TicketOutcome>(new TicketOutcome.Done(ticket));
            }
            if (shelf == Shelf.Archive && !ticket.IsClosed)
            {
                return new Decision<TicketOutcome>(new TicketOutcome.Refused("not-closed", "Only a closed ticket goes to the archive."));
            }
            var look = await closing.LookAsync(ticket, TicketState.Closed, by, ct);
            if (look.Refusal is { } blocked)
            {
                return new Decision<TicketOutcome>(blocked);
            }
            var edit = new TicketEdit(ticket, now);
            if (!ticket.IsClosed)
            {
                TicketRules.SetStatus(edit, TicketStatuses.Of(TicketState.Closed), TicketState.Closed, null, by.ToActor(), NameOf(shelf));
            }
            edit.Set(before => before with
            {
                Shelf = shelf,
                ShelvedAt = now,
                ShelvedFrom = ticket.Shelf is null && !ticket.IsClosed ? ticket.Status : before.ShelvedFrom,
            });
            edit.Record("shelf", NameOf(ticket.Shelf), NameOf(shelf), by.ToActor());
            return new Decision<TicketOutcome>(new TicketOutcome.Done(edit.Ticket), edit) { Also = look.Expect };
        }, new TicketOutcome.NotFound(), ct);

    /// <summary>Takes the ticket back: open again if shelving had closed it, else closed and in the daily lists.</summary>
    public ValueTask<TicketOutcome> UndoAsync(TicketId id, AgentAccess by, CancellationToken ct) =>
        writer.ChangeAsync<TicketOutcome>(id, (ticket, now) =>
        {
            if (Refuse(ticket, by) is { } refusal)
            {
                return ValueTask.FromResult(new Decision<TicketOutcome>(refusal));
            }
            if (ticket.Shelf is null)
            {
                return ValueTask.FromResult(new Decision<TicketOutcome>(new TicketOutcome.Refused("nothing-to-undo", "It is in the daily lists.")));
            }
            var edit = new TicketEdit(ticket, now);
            if (ticket.ShelvedFrom is not null)
            {
                TicketRules.SetStatus(edit, TicketStatuses.Of(TicketState.Open), TicketState.Open, null, by.ToActor(), "undo");
            }
            edit.Set(static before => before with { Shelf = null, ShelvedFrom = null, ShelvedAt = null });
            edit.Record("shelf", NameOf(ticket.Shelf), null, by.ToActor(), "undo");
            return ValueTask.FromResult(new Decision<TicketOutcome>(new TicketOutcome.Done(edit.Ticket), edit));
        }, new TicketOutcome.NotFound(), ct);

    private static TicketOutcome? Refuse(Ticket ticket, AgentAccess by) =>
        TicketOutcome.Of(by.Judge(Right.Close, ticket), Right.Close) ?? (ticket.MergedInto is { } into ? new TicketOutcome.AlreadyMerged(into) : null);

    private static string? NameOf(Shelf? shelf) => shelf?.ToString().ToLowerInvariant();
}
