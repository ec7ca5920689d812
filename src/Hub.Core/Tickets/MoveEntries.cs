using Hub.Core.Agents;
using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>Moves entries that landed in the wrong ticket to another one, and back.</summary>
public sealed class MoveEntries(ThreadWriter writer, EntryCopies copies)
{
    /// <summary>Moves messages and notes; answers the ticket they stood in.</summary>
    public ValueTask<TicketOutcome> HandleAsync(TicketId id, IReadOnlyList<long> seqs, TicketId to, AgentAccess by, CancellationToken ct) =>
        writer.ChangeManyAsync<TicketOutcome>([id, to], async (tickets, now) =>
        {
            var (ticket, other) = (tickets[0], tickets[1]);
            if (Refuse(ticket, other, by) is { } refusal)
            {
                return new Decisions<TicketOutcome>(refusal);
            }
            var (problem, entries, files) = await copies.FindAsync(ticket, seqs, ct);
            if (problem is not null)
            {
                return new Decisions<TicketOutcome>(problem);
            }
            TicketEdit[] edits = [new(ticket, now), new(other, now)];
            var copied = EntryCopies.Copy(edits[0], edits[1], entries, files);
            edits[0].Record("moved", null, other.Number, by.ToActor());
            edits[1].Record("movedFrom", null, ticket.Number, by.ToActor());
            return new Decisions<TicketOutcome>(new TicketOutcome.Done(edits[0].Ticket), edits)
            {
                Also = changes =>
                {
                    foreach (var file in copied)
                    {
                        changes.Insert(file);
                    }
                },
            };
        }, new TicketOutcome.NotFound(), ct);

    /// <summary>Lets everything moved from one ticket to another count in the first again.</summary>
    public ValueTask<TicketOutcome> UndoAsync(TicketId id, TicketId to, AgentAccess by, CancellationToken ct) =>
        writer.ChangeManyAsync<TicketOutcome>([id, to], async (tickets, now) =>
        {
            var (ticket, other) = (tickets[0], tickets[1]);
            if (Refuse(ticket, other, by) is { } refusal)
            {
                return new Decisions<TicketOutcome>(refusal);
            }
            var originals = await copies.BetweenAsync(ticket, entry => entry.MovedTo?.Ticket == other.Number, ct);
            if (originals.Count == 0)
            {
                return new Decisions<TicketOutcome>(new TicketOutcome.Refused("nothing-to-undo", "Nothing moved there counts there any more."));
            }
            var places = originals.Select(static entry => entry.MovedTo!.Seq).ToHashSet();
            TicketEdit[] edits = [new(ticket, now), new(other, now)];
            EntryCopies.TakeBack(edits[0], edits[1], originals, await copies.BetweenAsync(other, entry => places.Contains(entry.Seq), ct));
            edits[0].Record("moved", other.Number, null, by.ToActor(), "undo");
            edits[1].Record("movedFrom", ticket.Number, null, by.ToActor(), "undo");
            return new Decisions<TicketOutcome>(new TicketOutcome.Done(edits[0].Ticket), edits);
        }, new TicketOutcome.NotFound(), ct);

    private static TicketOutcome? Refuse(Ticket ticket, Ticket other, AgentAccess by)
    {
        if ((TicketOutcome.Of(by.Judge(Right.Move, ticket), Right.Move) ?? TicketOutcome.Of(by.Judge(Right.Note, other), Right.Note)) is { } refusal)
        {
            return refusal;
        }
        if (ticket.Id == other.Id)
        {
            return new TicketOutcome.Invalid("to", "The entries stand there already.");
        }
        return (ticket.MergedInto ?? other.MergedInto) is { } into ? new TicketOutcome.AlreadyMerged(into) : null;
    }
}
