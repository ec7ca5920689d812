using System.Collections.Immutable;
using Hub.Core.Tickets;

namespace Hub.Server.Tests.Tickets.Model;

/// <summary>All tickets at one moment.</summary>
internal sealed record ModelDesk(ImmutableDictionary<TicketId, ModelTicket> Tickets)
{
    public ModelTicket this[TicketId id] => Tickets[id];

    /// <summary>Where a ticket continues in the end.</summary>
    public ModelTicket EndOf(TicketId id)
    {
        var ticket = Tickets[id];
        while (ticket.MergedInto is { } into)
        {
            ticket = Tickets[into];
        }
        return ticket;
    }

    /// <summary>The ends of several, each once.</summary>
    public IEnumerable<ModelTicket> EndsOf(IEnumerable<TicketId> ids) => ids.Select(EndOf).DistinctBy(static ticket => ticket.Id);

    /// <summary>The closed tickets that depend on one that is open; there must be none.</summary>
    public IEnumerable<ModelTicket> ClosedTooEarly => Tickets.Values.Where(parent => parent.IsClosed
        && EndsOf(parent.Linked(LinkType.Child)).Any(child => child.Id != parent.Id && child.IsActive));

    /// <summary>Whether a ticket is the other one or above it by parents.</summary>
    public bool IsAbove(TicketId ticket, TicketId below)
    {
        var seen = new HashSet<TicketId>();
        var open = new Queue<TicketId>([below]);
        while (open.TryDequeue(out var at))
        {
            if (at == ticket)
            {
                return true;
            }
            if (seen.Add(at))
            {
                foreach (var parent in EndsOf(Tickets[at].Linked(LinkType.Parent)))
                {
                    open.Enqueue(parent.Id);
                }
            }
        }
        return false;
    }
}
