using System.Runtime.CompilerServices;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Storage.Checks;

/// <summary>What ties tickets together holds on both sides: merges, links, moved entries; and no closed ticket has an open child.</summary>
internal sealed class TieCheck(IHubStore store, IStoreInspection inspection)
{
    private const int MostTries = 20;
    private readonly TicketFamily _family = new(store);

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var document in inspection.ReadAllAsync(Ticket.Kind, ct).ConfigureAwait(false))
        {
            foreach (var finding in await CheckAsync((Ticket)document, ct).ConfigureAwait(false))
            {
                yield return finding;
            }
        }
        await foreach (var document in inspection.ReadAllAsync(Message.Kind, ct).ConfigureAwait(false))
        {
            if (document is Message { MovedTo: { } place } message && await FindAsync(place, ct).ConfigureAwait(false) is not { Origin: not null }
                && await store.FindAsync(message.Id, ct).ConfigureAwait(false) is { MovedTo: not null })
            {
                yield return new Finding("tie", $"message {message.Id}", $"counts as entry {place.Seq} of ticket {place.Ticket}, which is no copy");
            }
        }
    }

    /// <summary>Several tickets are read one after the other: what does not fit is looked at again.</summary>
    private async Task<IReadOnlyList<Finding>> CheckAsync(Ticket ticket, CancellationToken ct)
    {
        IReadOnlyList<Finding> findings = [];
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            findings = await ReadAsync(ticket, ct).ConfigureAwait(false);
            if (findings.Count == 0 || await store.FindAsync(ticket.Id, ct).ConfigureAwait(false) is not { } now)
            {
                return [];
            }
            if (attempt > 1 && now.Version == ticket.Version)
            {
                return findings;
            }
            ticket = now;
        }
        return findings;
    }

    private async Task<IReadOnlyList<Finding>> ReadAsync(Ticket ticket, CancellationToken ct)
    {
        var others = ticket.Links.Where(static link => link.Type is LinkType.Parent or LinkType.Child).Select(static link => link.Ticket)
            .Concat(ticket.Members.Select(static member => member.Ticket));
        var ids = ticket.MergedInto is { } into ? others.Append(into).ToList() : [.. others];
        if (ids.Count == 0)
        {
            return [];
        }
        var found = await _family.FindAsync(ids, ct).ConfigureAwait(false);
        var findings = new List<Finding>();
        void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                findings.Add(new Finding("tie", $"ticket {ticket.Number}", otherwise));
            }
        }
        Require(ticket.MergedInto is not { } target || (found.EndOf(target) is { } end && Lists(end, ticket.Id)), "continues in a ticket that does not list it");
        foreach (var member in ticket.Members.Where(_ => ticket.MergedInto is null))
        {
            Require(found.EndOf(member.Ticket)?.Id == ticket.Id, $"lists {member.Number}, which does not continue in it");
        }
        foreach (var link in ticket.Links.Where(link => ticket.MergedInto is null && link.Type is LinkType.Parent or LinkType.Child))
        {
            var other = found.EndOf(link.Ticket);
            Require(other is not null && (other.Id == ticket.Id || other.Links.Any(back => back.Type == LinkTickets.Opposite(link.Type)
                && (back.Ticket == ticket.Id || Lists(ticket, back.Ticket)))), $"has {link.Number} as {link.Type}, which does not know of it");
            Require(!(ticket.IsClosed && link.Type == LinkType.Child && other is { IsActive: true }), $"is closed but its child {other?.Number} is open");
        }
        return findings;
    }

    private async Task<Message?> FindAsync(Origin place, CancellationToken ct)
    {
        if (await store.ResolveAsync(Ticket.NumberKey(place.Ticket), ct).ConfigureAwait(false) is not { } holder)
        {
            return null;
        }
        var page = await store.ListAsync(
            new View<Message>(Message.Fields.Ticket.Is(holder.Key).And(Message.Fields.Seq.Between(place.Seq, place.Seq + 1)), Message.Fields.Seq),
            new PageRequest(1), ct).ConfigureAwait(false);
        return page.Items.Count == 0 ? null : page.Items[0];
    }

    private static bool Lists(Ticket end, TicketId merged) => end.Members.Any(member => member.Ticket == merged);
}
