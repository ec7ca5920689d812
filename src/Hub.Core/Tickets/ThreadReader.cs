using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Reads tickets and threads for one reader.</summary>
public sealed class ThreadReader(IHubStore store)
{
    /// <summary>The ticket of a number, or null when it is not there or not visible.</summary>
    public async ValueTask<Ticket?> FindAsync(string number, AgentAccess by, CancellationToken ct) =>
        await store.ResolveAsync(Ticket.NumberKey(number), ct) is { } holder
        && await store.FindAsync(new TicketId(holder.Key), ct) is { } ticket && by.CanRead(ticket) ? ticket : null;

    /// <summary>The ticket of an id if its entries are visible: to its readers, and once it was merged to those of where it continues.</summary>
    public async ValueTask<Ticket?> FindReadableAsync(TicketId id, AgentAccess by, CancellationToken ct) =>
        await store.FindAsync(id, ct) is { } ticket && (by.CanRead(ticket) || by.CanRead(await new TicketFamily(store).EndOfAsync(ticket, ct))) ? ticket : null;

    /// <summary>Entries from <paramref name="afterSeq"/> (exclusive) on, oldest first.</summary>
    public ValueTask<Page<Message>> ListAsync(TicketId ticket, long afterSeq, PageRequest page, CancellationToken ct) => store.ListAsync(
        new View<Message>(Message.Fields.Ticket.Is(ticket.Value).And(Message.Fields.Seq.Between(afterSeq + 1, null)), Message.Fields.Seq), page, ct);

    /// <summary>The newest entries, newest first.</summary>
    public ValueTask<Page<Message>> NewestAsync(TicketId ticket, PageRequest page, CancellationToken ct) => store.ListAsync(
        new View<Message>(Message.Fields.Ticket.Is(ticket.Value), Message.Fields.Seq, IsDescending: true), page, ct);

    /// <summary>Entries added or changed after revision <paramref name="rev"/> and up to the header's, in order of revision.</summary>
    public ValueTask<ChangesPage> ChangesAsync(Ticket header, long rev, int limit, CancellationToken ct) =>
        ThreadChanges.All.ReadAsync(store, header, rev, limit, ct);

    /// <summary>Public entries added or changed after public revision <paramref name="publicRev"/> and up to the header's, in that order.</summary>
    public ValueTask<ChangesPage> PublicChangesAsync(Ticket header, long publicRev, int limit, CancellationToken ct) =>
        ThreadChanges.Public.ReadAsync(store, header, publicRev, limit, ct);
}
