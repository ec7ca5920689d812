using Hub.Core.Agents;

namespace Hub.Core.Tickets;

/// <summary>Whether a ticket may be closed: a parent only after its children, and where its queue says so only by the responsible.</summary>
public sealed class ClosingRule(TicketFamily family, HubDirectory directory)
{
    private static readonly Closing Free = new(null, Relatives.None);

    /// <summary>Looks whether setting <paramref name="state"/> is allowed. Reads only when the ticket would close and has children.</summary>
    /// <param name="ticket">The ticket as it is.</param>
    /// <param name="state">What it would be brought to; null for no change.</param>
    /// <param name="by">Who would; null for a visitor.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<Closing> LookAsync(Ticket ticket, TicketState? state, AgentAccess? by, CancellationToken ct)
    {
        if (state != TicketState.Closed || ticket.IsClosed)
        {
            return Free;
        }
        if (ticket.Responsible is { } responsible && by?.Agent != responsible
            && directory.Current.Queues.GetValueOrDefault(ticket.Queue) is { NeedsApproval: true })
        {
            return new Closing(new TicketOutcome.Refused("needs-approval",
                $"Only {directory.Current.NameOf(responsible)}, who answers for it, closes this ticket."), Relatives.None);
        }
        if (ticket.Links.All(static link => link.Type != LinkType.Child))
        {
            return Free;
        }
        var children = await family.FindAsync(
            ticket.Links.Where(static link => link.Type == LinkType.Child).Select(static link => link.Ticket), ct);
        List<Ticket> open = [.. children.Ends.Where(child => child.IsActive && child.Id != ticket.Id)];
        return new Closing(open.Count == 0 ? null : OpenChildren([.. open.Where(child => by?.CanRead(child) != false)], open.Count), children);
    }

    private static TicketOutcome.Refused OpenChildren(IReadOnlyList<Ticket> seen, int count)
    {
        var refused = new TicketOutcome.Refused("open-children", "") { Blockers = seen, HiddenBlockers = count - seen.Count };
        return refused with { Text = $"Tickets it depends on are open: {refused.ListBlockers(static child => child.Number, Disclosure.HiddenTicket)}." };
    }
}

/// <summary>What was found out about closing a ticket.</summary>
/// <param name="Refusal">Why it may not be closed; null when it may.</param>
/// <param name="Relied">What that rests on; the commit expects it unchanged.</param>
public sealed record Closing(TicketOutcome.Refused? Refusal, Relatives Relied)
{
    /// <summary>Makes the commit fail when one of them changed meanwhile.</summary>
    public void Expect(Storage.ChangeSet changes) => Relied.Expect(changes);
}
