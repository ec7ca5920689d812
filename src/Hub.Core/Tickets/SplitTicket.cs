using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>Entries that become a ticket of their own.</summary>
/// <param name="Ticket">Where they stand.</param>
/// <param name="Seqs">1 to 100 messages or notes.</param>
/// <param name="Subject">Empty takes the ticket's.</param>
/// <param name="Queue">Null takes the ticket's.</param>
public sealed record SplitCommand(TicketId Ticket, IReadOnlyList<long> Seqs, string? Subject, QueueId? Queue);

/// <summary>Splits entries off into a new ticket that is linked to the old one, and undoes that while the new one has nothing of its own.</summary>
public sealed class SplitTicket(
    ThreadWriter writer, IHubStore store, EntryCopies copies, ClosingRule closing, TicketNumbers numbers, HubDirectory directory)
{
    /// <summary>Splits; answers the new ticket.</summary>
    public async ValueTask<TicketOutcome> HandleAsync(SplitCommand command, AgentAccess by, CancellationToken ct)
    {
        if (command.Queue is { } wanted && !directory.Current.Queues.ContainsKey(wanted))
        {
            return new TicketOutcome.Invalid("queue", "There is no such queue.");
        }
        var number = await numbers.NextAsync(ct);
        return await writer.ChangeManyAsync<TicketOutcome>([command.Ticket], async (tickets, now) =>
        {
            var ticket = tickets[0];
            if (Refuse(command, ticket, by) is { } refusal)
            {
                return new Decisions<TicketOutcome>(refusal);
            }
            var (problem, entries, files) = await copies.FindAsync(ticket, command.Seqs, ct);
            if (problem is not null || await store.FindAsync(ticket.Contact, ct) is not { } contact)
            {
                return new Decisions<TicketOutcome>(problem ?? new TicketOutcome.Invalid("ticket", "Its contact is gone."));
            }
            var subject = string.IsNullOrWhiteSpace(command.Subject) ? ticket.Subject : command.Subject;
            var source = new TicketEdit(ticket, now);
            var target = OpenTicket.Begin(
                new NewTicket(number, subject, directory.Current.Queues[command.Queue ?? ticket.Queue], contact)
                {
                    Priority = ticket.Priority,
                    Links = [new TicketLink(LinkType.Related, ticket.Id, ticket.Number)],
                },
                by.ToActor(), ChannelKind.Internal, now);
            target.Set(fresh => fresh with { Conversations = ticket.Conversations, Participants = ticket.Participants });
            target.Record("splitFrom", null, ticket.Number, by.ToActor());
            var copied = EntryCopies.Copy(source, target, entries, files);
            source.Set(before => before with { Links = [.. before.Links, new TicketLink(LinkType.Related, target.Ticket.Id, number)] });
            source.Record("split", null, number, by.ToActor());
            return new Decisions<TicketOutcome>(new TicketOutcome.Done(target.Ticket with { Version = 1 }), [source, target])
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
    }

    /// <summary>Undoes a split: the entries count in the old ticket again and the new one closes.</summary>
    public ValueTask<TicketOutcome> UndoAsync(TicketId old, TicketId made, AgentAccess by, CancellationToken ct) =>
        writer.ChangeManyAsync<TicketOutcome>([old, made], async (tickets, now) =>
        {
            var (ticket, other) = (tickets[0], tickets[1]);
            if ((TicketOutcome.Of(by.Judge(Right.Note, ticket), Right.Note) ?? TicketOutcome.Of(by.Judge(Right.Close, other), Right.Close)) is { } denied)
            {
                return new Decisions<TicketOutcome>(denied);
            }
            var originals = await copies.BetweenAsync(ticket, entry => entry.MovedTo?.Ticket == other.Number, ct);
            var (lastCopy, entries) = (originals.Select(static entry => entry.MovedTo!.Seq).DefaultIfEmpty().Max(), await copies.BetweenAsync(
                other, static entry => entry.MessageKind != MessageKind.Activity, ct));
            var look = await closing.LookAsync(other, TicketState.Closed, by, ct);
            if (originals.Count == 0 || ticket.MergedInto is not null || other.MergedInto is not null)
            {
                return new Decisions<TicketOutcome>(new TicketOutcome.Refused("nothing-to-undo", "This split no longer stands."));
            }
            if (entries.Any(entry => entry.Seq > lastCopy))
            {
                return new Decisions<TicketOutcome>(new TicketOutcome.Refused("changed-since", $"Ticket {other.Number} has entries of its own by now.")
                {
                    Blockers = [other],
                });
            }
            if (look.Refusal is { } refusal)
            {
                return new Decisions<TicketOutcome>(refusal);
            }
            TicketEdit[] edits = [new(ticket, now), new(other, now)];
            EntryCopies.TakeBack(edits[0], edits[1], originals, [.. entries.Where(entry => entry.Origin?.Ticket == ticket.Number)]);
            TicketRules.SetStatus(edits[1], TicketStatuses.Of(TicketState.Closed), TicketState.Closed, null, by.ToActor(), "undo");
            edits[0].Set(before => before with { Links = [.. before.Links.Where(link => link.Ticket != other.Id)] });
            edits[1].Set(before => before with { Links = [.. before.Links.Where(link => link.Ticket != ticket.Id)] });
            edits[0].Record("split", other.Number, null, by.ToActor(), "undo");
            edits[1].Record("splitFrom", ticket.Number, null, by.ToActor(), "undo");
            return new Decisions<TicketOutcome>(new TicketOutcome.Done(edits[0].Ticket), edits) { Also = look.Expect };
        }, new TicketOutcome.NotFound(), ct);

    private static TicketOutcome? Refuse(SplitCommand command, Ticket ticket, AgentAccess by)
    {
        if (TicketOutcome.Of(by.Judge(Right.Note, ticket), Right.Note) is { } refusal)
        {
            return refusal;
        }
        if (ticket.MergedInto is { } target)
        {
            return new TicketOutcome.AlreadyMerged(target);
        }
        if (!by.May(Right.Create, command.Queue ?? ticket.Queue))
        {
            return new TicketOutcome.Forbidden(Right.Create);
        }
        return ticket.Links.Count >= Ticket.MostLinks
            ? new TicketOutcome.Refused("too-many-links", $"A ticket has at most {Ticket.MostLinks} links.")
            : null;
    }
}
