namespace Hub.Core.Tickets;

/// <summary>Keeps one rule over all changes: a closed ticket has no open child. A child that opens opens its closed parents in the same
/// commit; the last child that closes is told to its parent.</summary>
internal sealed class KeepParents(TicketFamily family)
{
    /// <summary>The edits with those of the parents they touch, and what that rests on.</summary>
    public async ValueTask<(IReadOnlyList<TicketEdit> Edits, Relatives Relied)> FollowAsync(IReadOnlyList<TicketEdit> edits, CancellationToken ct)
    {
        if (edits.All(static edit => ParentsOf(edit).Count == 0))
        {
            return (edits, Relatives.None);
        }
        List<TicketEdit> all = [.. edits];
        var relied = new Dictionary<TicketId, Ticket>();
        var next = new Queue<TicketEdit>(edits);
        while (next.TryDequeue(out var edit))
        {
            var parents = ParentsOf(edit);
            var found = parents.Count == 0 ? Relatives.None : await family.FindAsync(parents, ct);
            Remember(relied, found);
            foreach (var parent in found.Ends.Where(parent => parent.Id != edit.Ticket.Id))
            {
                // What opens here may have been looked at as closed before: its parents open too.
                if (edit.Ticket.IsActive && Reopen(all, parent, edit.Ticket) is { } opened)
                {
                    next.Enqueue(opened);
                }
                else if (edit.Ticket.IsClosed && parent.IsActive)
                {
                    Remember(relied, await TellWhenLastAsync(all, parent, edit.Ticket, ct));
                }
            }
        }
        return (all, new Relatives([], relied));
    }

    /// <summary>Parents that an edit may concern: all when it opens or closes the ticket, else those it links.</summary>
    private static List<TicketId> ParentsOf(TicketEdit edit)
    {
        if (edit.Ticket.Links.Count == 0)
        {
            return [];
        }
        var wasActive = !edit.IsNew && edit.Before.IsActive;
        var parents = edit.Ticket.Links.Where(static link => link.Type == LinkType.Parent).Select(static link => link.Ticket);
        return edit.Ticket.IsActive == wasActive
            ? !wasActive ? [] : [.. parents.Except(edit.Before.Links.Where(static link => link.Type == LinkType.Parent).Select(static link => link.Ticket))]
            : [.. parents];
    }

    private static TicketEdit? Reopen(List<TicketEdit> all, Ticket parent, Ticket child)
    {
        var known = all.Find(edit => edit.Ticket.Id == parent.Id);
        if ((known?.Ticket ?? parent) is not { IsClosed: true })
        {
            return null;
        }
        var edit = known ?? new TicketEdit(parent, all[0].Now);
        TicketRules.SetStatus(edit, TicketStatuses.Of(TicketState.Open), TicketState.Open, null, Actor.Rule("children"), NamedTickets.BecauseOfChild(child.Number, isOpen: true));
        if (known is null)
        {
            all.Add(edit);
        }
        return edit;
    }

    private async ValueTask<Relatives> TellWhenLastAsync(List<TicketEdit> all, Ticket parent, Ticket child, CancellationToken ct)
    {
        var children = await family.FindAsync(
            parent.Links.Where(static link => link.Type == LinkType.Child).Select(static link => link.Ticket), ct);
        if (all.Exists(edit => edit.Ticket.Id == parent.Id) || children.Ends.Any(other => other.Id != child.Id && other.Id != parent.Id && other.IsActive))
        {
            return children;
        }
        var edit = new TicketEdit(parent, all[0].Now);
        edit.Record("children", null, "closed", Actor.Rule("children"), NamedTickets.BecauseOfChild(child.Number, isOpen: false));
        all.Add(edit);
        return children;
    }

    private static void Remember(Dictionary<TicketId, Ticket> relied, Relatives found)
    {
        foreach (var ticket in found.Read.Values)
        {
            relied[ticket.Id] = ticket;
        }
    }
}
