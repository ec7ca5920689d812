using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Times;

/// <summary>Books working time on a ticket; its sum stands in the header.</summary>
public sealed class BookTime(ThreadWriter writer, IHubStore store)
{
    private const int MostMinutes = 24 * 60;
    private const int LongestNote = 500;

    /// <summary>Books; answers the ticket.</summary>
    /// <param name="id">On which ticket.</param>
    /// <param name="minutes">1 to 1,440; negative ones correct what was booked before.</param>
    /// <param name="seq">The entry it was spent on; null for the ticket as a whole.</param>
    /// <param name="note">What for.</param>
    /// <param name="by">Who worked.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<TicketOutcome> HandleAsync(TicketId id, int minutes, long? seq, string? note, AgentAccess by, CancellationToken ct)
    {
        if (minutes == 0 || Math.Abs(minutes) > MostMinutes)
        {
            return new TicketOutcome.Invalid("minutes", $"1 to {MostMinutes}; negative to correct.");
        }
        if (note?.Length > LongestNote)
        {
            return new TicketOutcome.Invalid("note", $"At most {LongestNote} characters.");
        }
        return await writer.ChangeAsync<TicketOutcome>(id, async (ticket, now) =>
        {
            if (TicketOutcome.Of(by.JudgeEdit(ticket), Right.Note) is { } refusal)
            {
                return new Decision<TicketOutcome>(refusal);
            }
            if (ticket.MergedInto is { } into)
            {
                return new Decision<TicketOutcome>(new TicketOutcome.AlreadyMerged(into));
            }
            if (seq is < 1 || seq > ticket.LastSeq)
            {
                return new Decision<TicketOutcome>(new TicketOutcome.Invalid("seq", "There is no such entry."));
            }
            if (ticket.MinutesBooked + minutes < 0)
            {
                return new Decision<TicketOutcome>(new TicketOutcome.Invalid("minutes", "More is taken back than was booked."));
            }
            var entry = new TimeEntry
            {
                Id = DocId<TimeEntry>.New(now),
                Ticket = ticket.Id,
                Number = ticket.Number,
                Seq = seq,
                Agent = by.Agent,
                Contact = ticket.Contact,
                Organization = await store.FindAsync(ticket.Contact, ct) is { } contact ? contact.Organization?.Value ?? contact.Company : null,
                Queue = ticket.Queue,
                Minutes = minutes,
                Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
                At = now,
            };
            var edit = new TicketEdit(ticket, now);
            edit.Set(before => before with { MinutesBooked = before.MinutesBooked + minutes });
            edit.Record("time", null, minutes.ToString(System.Globalization.CultureInfo.InvariantCulture), by.ToActor(), entry.Note);
            return new Decision<TicketOutcome>(new TicketOutcome.Done(edit.Ticket), edit) { Also = changes => changes.Insert(entry) };
        }, new TicketOutcome.NotFound(), ct);
    }
}
