using Hub.Core.Agents;
using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>Links tickets, kept on both sides: parent and child, or related.</summary>
public sealed class LinkTickets(ThreadWriter writer, TicketFamily family)
{
    /// <summary>Links; so already is fine.</summary>
    /// <param name="id">This ticket.</param>
    /// <param name="type">What the other one is to this one: parent, child or related.</param>
    /// <param name="other">The other one.</param>
    /// <param name="by">Who.</param>
    /// <param name="ct">Cancels the reads.</param>
    public ValueTask<TicketOutcome> AddAsync(TicketId id, LinkType type, TicketId other, AgentAccess by, CancellationToken ct) =>
        writer.ChangeManyAsync<TicketOutcome>([id, other], async (tickets, now) =>
        {
            var (ticket, linked) = (tickets[0], tickets[1]);
            if (Refuse(ticket, linked, type, by) is { } refusal)
            {
                return new Decisions<TicketOutcome>(refusal);
            }
            if (Has(ticket, type, linked.Id))
            {
                return new Decisions<TicketOutcome>(new TicketOutcome.Done(ticket));
            }
            var (isCycle, relied) = type switch
            {
                LinkType.Parent => await IsAboveAsync(ticket, linked, ct),
                LinkType.Child => await IsAboveAsync(linked, ticket, ct),
                _ => (false, Relatives.None),
            };
            if (isCycle)
            {
                return new Decisions<TicketOutcome>(new TicketOutcome.Refused("link-cycle", "A ticket cannot depend on itself, not even by others.")
                {
                    Blockers = [linked],
                });
            }
            TicketEdit[] edits = [new(ticket, now), new(linked, now)];
            Add(edits[0], type, linked, by.ToActor());
            Add(edits[1], Opposite(type), ticket, by.ToActor());
            return new Decisions<TicketOutcome>(new TicketOutcome.Done(edits[0].Ticket), edits) { Also = relied.Expect };
        }, new TicketOutcome.NotFound(), ct);

    /// <summary>Removes a link on both sides; gone already is fine.</summary>
    public async ValueTask<TicketOutcome> RemoveAsync(TicketId id, LinkType type, Ticket other, AgentAccess by, CancellationToken ct)
    {
        var end = await family.EndOfAsync(other, ct);
        return await writer.ChangeManyAsync<TicketOutcome>([id, other.Id, end.Id], (tickets, now) =>
        {
            var ticket = tickets[0];
            if (TicketOutcome.Of(by.JudgeEdit(ticket), Right.Note) is { } refusal)
            {
                return ValueTask.FromResult(new Decisions<TicketOutcome>(refusal));
            }
            if (!Has(ticket, type, other.Id))
            {
                return ValueTask.FromResult(new Decisions<TicketOutcome>(new TicketOutcome.Done(ticket)));
            }
            var edit = new TicketEdit(ticket, now);
            Remove(edit, type, other.Id, other.Number, by.ToActor());
            List<TicketEdit> edits = [edit];
            // The other side may name a ticket that was merged into this one, and stand where the other was merged to.
            foreach (var side in tickets.Skip(1).DistinctBy(static side => side.Id))
            {
                foreach (var link in side.Links.Where(link => link.Type == Opposite(type)
                    && (link.Ticket == ticket.Id || ticket.Members.Any(member => member.Ticket == link.Ticket))).Take(1))
                {
                    var opposite = new TicketEdit(side, now);
                    Remove(opposite, link.Type, link.Ticket, link.Number, by.ToActor());
                    edits.Add(opposite);
                }
            }
            return ValueTask.FromResult(new Decisions<TicketOutcome>(new TicketOutcome.Done(edit.Ticket), edits));
        }, new TicketOutcome.NotFound(), ct);
    }

    /// <summary>What a ticket is to the other one that is <paramref name="type"/> to it.</summary>
    public static LinkType Opposite(LinkType type) => type switch
    {
        LinkType.Parent => LinkType.Child,
        LinkType.Child => LinkType.Parent,
        _ => LinkType.Related,
    };

    private static TicketOutcome? Refuse(Ticket ticket, Ticket linked, LinkType type, AgentAccess by)
    {
        if ((TicketOutcome.Of(by.JudgeEdit(ticket), Right.Note) ?? TicketOutcome.Of(by.JudgeEdit(linked), Right.Note)) is { } refusal)
        {
            return refusal;
        }
        if (type is not (LinkType.Parent or LinkType.Child or LinkType.Related))
        {
            return new TicketOutcome.Invalid("type", "parent, child or related.");
        }
        if (ticket.Id == linked.Id)
        {
            return new TicketOutcome.Invalid("number", "A ticket is not linked to itself.");
        }
        if ((ticket.MergedInto ?? linked.MergedInto) is { } into)
        {
            return new TicketOutcome.AlreadyMerged(into);
        }
        return ticket.Links.Count >= Ticket.MostLinks || linked.Links.Count >= Ticket.MostLinks
            ? new TicketOutcome.Refused("too-many-links", $"A ticket has at most {Ticket.MostLinks} links.")
            : null;
    }

    /// <summary>Whether a ticket is the other one or stands above it; with everything that was read for the answer.</summary>
    private async ValueTask<(bool IsAbove, Relatives Relied)> IsAboveAsync(Ticket ticket, Ticket below, CancellationToken ct)
    {
        var read = new Dictionary<TicketId, Ticket> { [below.Id] = below };
        List<Ticket> level = [below];
        while (level.Count > 0)
        {
            var parents = level.SelectMany(static one => one.Links).Where(static link => link.Type == LinkType.Parent)
                .Select(static link => link.Ticket).Where(id => !read.ContainsKey(id)).ToList();
            if (level.Exists(one => one.Id == ticket.Id))
            {
                return (true, new Relatives([], read));
            }
            var found = parents.Count == 0 ? Relatives.None : await family.FindAsync(parents, ct);
            level = [.. found.Ends.Where(one => !read.ContainsKey(one.Id) || one.Id == ticket.Id)];
            foreach (var one in found.Read.Values)
            {
                read[one.Id] = one;
            }
        }
        return (false, new Relatives([], read));
    }

    private static bool Has(Ticket ticket, LinkType type, TicketId other) => ticket.Links.Any(link => link.Type == type && link.Ticket == other);

    private static void Add(TicketEdit edit, LinkType type, Ticket other, Actor by)
    {
        edit.Set(ticket => ticket with { Links = [.. ticket.Links, new TicketLink(type, other.Id, other.Number)] });
        edit.Record(WhatOf(type), null, other.Number, by);
    }

    private static void Remove(TicketEdit edit, LinkType type, TicketId other, string number, Actor by)
    {
        edit.Set(ticket => ticket with { Links = [.. ticket.Links.Where(link => link.Type != type || link.Ticket != other)] });
        edit.Record(WhatOf(type), number, null, by);
    }

    private static string WhatOf(LinkType type) => $"link.{char.ToLowerInvariant(type.ToString()[0])}{type.ToString()[1..]}";
}
