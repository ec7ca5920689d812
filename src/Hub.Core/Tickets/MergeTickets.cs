using Hub.Core.Agents;
using Hub.Core.Contacts;
using Hub.Core.Inboxes;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Merges one ticket into another, and undoes that. Merging is a pointer: no entry moves, so none can be lost; both headers
/// change in one commit, so of two opposite merges one wins and the other is refused.</summary>
public sealed class MergeTickets(ThreadWriter writer, IHubStore store, TicketFamily family, TicketFeed feed)
{
    /// <summary>Merges; answers the source, which names its target.</summary>
    public async ValueTask<TicketOutcome> HandleAsync(TicketId source, TicketId target, AgentAccess by, CancellationToken ct)
    {
        IReadOnlyList<Visitor> visitors = [];
        var outcome = await writer.ChangeManyAsync<TicketOutcome>([source, target], async (tickets, now) =>
        {
            var (from, into) = (tickets[0], tickets[^1]);
            if ((Refuse(from, into, by) ?? MergeRules.Refuse(from, into)) is { } refusal)
            {
                return new Decisions<TicketOutcome>(refusal);
            }
            TicketEdit[] edits = [new(from, now), new(into, now)];
            MergeRules.Merge(edits[0], edits[1], by.ToActor());
            visitors = await VisitorsAsync(from.Conversations, ct);
            return new Decisions<TicketOutcome>(new TicketOutcome.Done(edits[0].Ticket), edits)
            {
                Also = changes => Move(changes, visitors, edits[0].Ticket, edits[1].Ticket),
            };
        }, new TicketOutcome.NotFound(), ct);
        Tell(outcome, visitors);
        return outcome;
    }

    /// <summary>Undoes a merge: the source is what it was, each keeps its entries. Answers the source.</summary>
    public async ValueTask<TicketOutcome> UndoAsync(TicketId source, TicketId target, AgentAccess by, CancellationToken ct)
    {
        IReadOnlyList<Visitor> visitors = [];
        var outcome = await writer.ChangeManyAsync<TicketOutcome>([source, target], async (tickets, now) =>
        {
            var (from, into) = (tickets[0], tickets[^1]);
            if (Refuse(from, into, by) is { } refusal)
            {
                return new Decisions<TicketOutcome>(refusal);
            }
            if (from.MergedInto != into.Id || into.MergedInto is not null)
            {
                return new Decisions<TicketOutcome>(new TicketOutcome.Refused("nothing-to-undo", "This merge no longer stands, or its target was merged on."));
            }
            var children = await family.FindAsync(
                from.Links.Where(static link => link.Type == LinkType.Child).Select(static link => link.Ticket), ct);
            TicketEdit[] edits = [new(from, now), new(into, now)];
            MergeRules.Unmerge(edits[0], edits[1], by.ToActor(), mayClose: !children.Ends.Any(static child => child.IsActive));
            visitors = await VisitorsAsync(from.Conversations, ct);
            return new Decisions<TicketOutcome>(new TicketOutcome.Done(edits[0].Ticket), edits)
            {
                Also = changes =>
                {
                    children.Expect(changes);
                    Move(changes, visitors, edits[1].Ticket, edits[0].Ticket);
                },
            };
        }, new TicketOutcome.NotFound(), ct);
        Tell(outcome, visitors);
        return outcome;
    }

    private static TicketOutcome? Refuse(Ticket source, Ticket target, AgentAccess by) =>
        TicketOutcome.Of(by.Judge(Right.Move, source), Right.Move) ?? TicketOutcome.Of(by.Judge(Right.Note, target), Right.Note);

    private async ValueTask<IReadOnlyList<Visitor>> VisitorsAsync(IReadOnlyList<Conversation> lines, CancellationToken ct)
    {
        List<DocId<Visitor>> ids = [.. lines.Where(static line => line.Channel == ChannelKind.Chat)
            .Select(static line => DocId<Visitor>.TryParse(line.Address, out var id) ? id : (DocId<Visitor>?)null).OfType<DocId<Visitor>>()];
        return ids.Count == 0 ? [] : await store.FindManyAsync(ids, ct);
    }

    /// <summary>A chat visitor goes on where the agents do, and sees what is written there from now on.</summary>
    private static void Move(ChangeSet changes, IReadOnlyList<Visitor> visitors, Ticket left, Ticket into)
    {
        foreach (var visitor in visitors.Where(visitor => visitor.Line?.Ticket == left.Id))
        {
            changes.Replace(visitor, visitor with
            {
                Lines = [.. visitor.Lines, visitor.Line!.Next(left, into.Id, into.LastPublicSeq, into.LastPublicRev)],
            });
        }
    }

    private void Tell(TicketOutcome outcome, IReadOnlyList<Visitor> visitors)
    {
        if (outcome is TicketOutcome.Done)
        {
            foreach (var visitor in visitors)
            {
                feed.Publish(new FeedEvent.VisitorChanged(visitor.Id));
            }
        }
    }
}
