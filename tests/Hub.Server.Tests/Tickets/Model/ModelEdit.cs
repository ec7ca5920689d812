using Hub.Core.Tickets;

namespace Hub.Server.Tests.Tickets.Model;

/// <summary>A command at work on the model; says at the end what is written, parents among it.</summary>
/// <param name="before">All tickets before.</param>
/// <param name="seqs">Numbers that the entries got which the command adds to a ticket, in order.</param>
internal sealed class ModelEdit(ModelDesk before, Func<TicketId, IReadOnlyList<long>> seqs)
{
    private readonly List<TicketId> _order = [];
    private readonly Dictionary<TicketId, ModelTicket> _now = [];
    private readonly Dictionary<TicketId, int> _added = [];

    public ModelTicket this[TicketId id] => _now.GetValueOrDefault(id) ?? before[id];

    /// <summary>Writes the ticket; also when nothing of it changes but its history.</summary>
    public void Set(TicketId id, Func<ModelTicket, ModelTicket> change) => Put(change(this[id]));

    public void Put(ModelTicket ticket)
    {
        if (!_now.ContainsKey(ticket.Id))
        {
            _order.Add(ticket.Id);
        }
        _now[ticket.Id] = ticket;
    }

    public void SetState(TicketId id, TicketState state) =>
        Set(id, ticket => ticket with { State = state, IsWaiting = state != TicketState.Closed && ticket.IsWaiting });

    /// <summary>Adds a message or note as the next one.</summary>
    public void Add(TicketId id, string text, bool isPublic, bool isIn, string author)
    {
        var place = _added[id] = _added.GetValueOrDefault(id) + 1;
        var seq = seqs(id)[place - 1];
        Set(id, ticket => ticket with
        {
            Entries = ticket.Entries.Add(new ModelEntry(seq, VersionBefore(id) + 1, text, isPublic, isIn, author)),
            IsWaiting = isPublic ? isIn : ticket.IsWaiting,
        });
    }

    /// <summary>All tickets afterwards, and those that were written.</summary>
    public (ModelDesk Desk, IReadOnlyCollection<TicketId> Touched) Done()
    {
        var next = new Queue<TicketId>(_order);
        while (next.TryDequeue(out var id))
        {
            foreach (var opened in Follow(_now[id]))
            {
                next.Enqueue(opened);
            }
        }
        var after = before.Tickets.SetItems(_now.Values.Select(ticket => KeyValuePair.Create(ticket.Id, ticket with { Version = VersionBefore(ticket.Id) + 1 })));
        return (new ModelDesk(after), _order);
    }

    /// <summary>A closed ticket has no open child: who opens opens its closed parents, and the last child that closes is told.</summary>
    private List<TicketId> Follow(ModelTicket child)
    {
        var was = before.Tickets.GetValueOrDefault(child.Id);
        var wasActive = was?.IsActive == true;
        IEnumerable<TicketId> parents = child.Linked(LinkType.Parent);
        if (child.IsActive == wasActive)
        {
            parents = wasActive ? parents.Except(was!.Linked(LinkType.Parent)) : [];
        }
        var opened = new List<TicketId>();
        foreach (var parent in before.EndsOf(parents).Where(parent => parent.Id != child.Id).ToList())
        {
            if (child.IsActive && this[parent.Id].IsClosed)
            {
                SetState(parent.Id, TicketState.Open);
                opened.Add(parent.Id);
            }
            else if (child.IsClosed && parent.IsActive && !_now.ContainsKey(parent.Id)
                && !before.EndsOf(parent.Linked(LinkType.Child)).Any(other => other.Id != child.Id && other.Id != parent.Id && other.IsActive))
            {
                Put(parent);
            }
        }
        return opened;
    }

    private long VersionBefore(TicketId id) => before.Tickets.GetValueOrDefault(id)?.Version ?? 0;
}
