using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Remembers how far an agent has read, and tells a chat visitor that the messages were seen.</summary>
public sealed class MarkRead(ThreadWriter writer, IHubStore store)
{
    /// <summary>The agent has seen everything up to <paramref name="seq"/>. An older mark changes nothing. Whoever only looks on is
    /// not seen doing so: the visitor is told of agents who may answer.</summary>
    public async ValueTask HandleAsync(TicketId ticket, long seq, AgentAccess by, CancellationToken ct)
    {
        var id = ReadMark.IdOf(ticket, by.Agent);
        var mark = await store.FindAsync(id, ct);
        if (mark is null || mark.Seq < seq)
        {
            var next = new ReadMark { Id = id, Seq = seq };
            // A lost race with the same agent's other tab is settled by whichever mark is next.
            await store.CommitAsync(mark is null ? new ChangeSet().Insert(next) : new ChangeSet().Replace(mark, next), ct);
        }
        await SeenAsync(ticket, Direction.In, seq, bySeq: true, DeliveryState.Read, by, ct);
    }

    /// <summary>The visitor has received or seen our messages up to <paramref name="publicSeq"/>.</summary>
    public ValueTask VisitorAsync(TicketId ticket, long publicSeq, bool isRead, CancellationToken ct) =>
        SeenAsync(ticket, Direction.Out, publicSeq, bySeq: false, isRead ? DeliveryState.Read : DeliveryState.Delivered, null, ct);

    private async ValueTask SeenAsync(
        TicketId ticket, Direction direction, long upTo, bool bySeq, DeliveryState state, AgentAccess? by, CancellationToken ct)
    {
        await writer.ChangeAsync(ticket, async (header, now) =>
        {
            if (by?.May(Right.Reply, header) == false)
            {
                return new Decision<bool>(false);
            }
            var newest = await store.ListAsync(
                new View<Message>(Message.Fields.Ticket.Is(ticket.Value), Message.Fields.Seq, IsDescending: true), new PageRequest(100), ct);
            var edit = new TicketEdit(header, now);
            // Entries newer than the header this try rests on belong to the next one.
            foreach (var entry in newest.Items.Where(entry => entry.Rev <= header.LastRev
                && entry.MessageKind == MessageKind.Public && entry.Direction == direction && entry.Channel == ChannelKind.Chat
                && (bySeq ? entry.Seq : entry.PublicSeq) <= upTo && entry.Delivery is { } d && d.State < state).Reverse())
            {
                edit.Update(entry, before => before with { Delivery = new Delivery(state, now) });
            }
            return new Decision<bool>(true, edit);
        }, notFound: false, ct);
    }
}
