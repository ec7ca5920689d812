using Hub.Core.Attachments;
using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Times;

namespace Hub.Core.Tickets;

/// <summary>Removes what has lain in spam or trash for 30 days without a message, with its thread, files, links and widget sessions,
/// in one commit. What others rest on stays: tickets that others were merged into, whose entries count elsewhere, on which time is
/// booked, of which something is still being sent, and threads of more than 200 entries.</summary>
public sealed class RemoveShelved(ThreadWriter writer, IHubStore store, TicketCache cache, TimeProvider clock)
{
    private const int Batch = 200;

    // One commit takes 1,000 writes: an entry and its keys are at most four.
    private const int MostEntries = 200;
    private const int MostFiles = 1000;
    private readonly TicketFamily _family = new(store);

    /// <summary>How long spam and trash are kept.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(30);

    /// <summary>Removes all that is due; answers how many. Safe on several nodes at once.</summary>
    public async ValueTask<int> HandleAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        var due = Ticket.Fields.State.In([nameof(Shelf.Spam), nameof(Shelf.Trash)]).And(
            Ticket.Fields.LastActivityAt.Between(null, before.AddMilliseconds(1)));
        var removed = 0;
        Cursor? after = null;
        do
        {
            var page = await store.ListAsync(new View<Ticket>(due, Ticket.Fields.LastActivityAt), new PageRequest(Batch, after), ct);
            foreach (var ticket in page.Items.Where(ticket => (ticket.ShelvedAt ?? ticket.UpdatedAt) <= before))
            {
                // Whoever took it back, wrote to it or linked it meanwhile wins: the next round looks again.
                removed += await RemoveAsync(ticket, ct) ? 1 : 0;
            }
            after = page.Next;
        }
        while (after is not null);
        return removed;
    }

    private async ValueTask<bool> RemoveAsync(Ticket ticket, CancellationToken ct)
    {
        if (ticket.Members.Count > 0 || ticket.LastSeq > MostEntries || await HasTimesAsync(ticket, ct))
        {
            return false;
        }
        var thread = (await store.ListAsync(
            new View<Message>(Message.Fields.Ticket.Is(ticket.Id.Value), Message.Fields.Seq), new PageRequest(MostEntries), ct)).Items;
        if (thread.Any(static entry => entry.MovedTo is not null || entry.Origin is not null || entry.Delivery?.State == DeliveryState.Pending))
        {
            return false;
        }
        var files = await store.ListAsync(
            new View<Attachment>(Attachment.Fields.Ticket.Is(ticket.Id.Value), Attachment.Fields.CreatedAt), new PageRequest(MostFiles), ct);
        if (files.Next is not null)
        {
            return false;
        }
        var visitors = await VisitorsAsync(ticket, ct);
        var outcome = await writer.CommitAsync(await CutLinksAsync(ticket, ct), changes =>
        {
            changes.Delete(ticket);
            foreach (var entry in thread)
            {
                changes.Delete(entry);
            }
            foreach (var file in files.Items)
            {
                changes.Delete(file);
            }
            foreach (var visitor in visitors)
            {
                changes.Delete(visitor);
            }
            if (ticket.OutsideThread is { } key)
            {
                changes.Release(key, ticket.ToRef());
            }
        }, ct);
        cache.Drop(ticket.Id);
        return outcome is CommitOutcome.Committed;
    }

    private async ValueTask<bool> HasTimesAsync(Ticket ticket, CancellationToken ct) => (await store.ListAsync(
        new View<TimeEntry>(TimeEntry.Fields.Ticket.Is(ticket.Id.Value), TimeEntry.Fields.At), new PageRequest(1), ct)).Items.Count > 0;

    private async ValueTask<IReadOnlyList<TicketEdit>> CutLinksAsync(Ticket ticket, CancellationToken ct)
    {
        var relatives = ticket.Links.Count == 0 ? Relatives.None : await _family.FindAsync(ticket.Links.Select(static link => link.Ticket), ct);
        var edits = new List<TicketEdit>();
        foreach (var other in relatives.Read.Values.Where(other => other.Links.Any(link => link.Ticket == ticket.Id)))
        {
            var edit = new TicketEdit(other, clock.GetUtcNow());
            edit.Set(before => before with { Links = [.. before.Links.Where(link => link.Ticket != ticket.Id)] });
            edit.Record("link", ticket.Number, null, Actor.Rule("removal"), "removed for good");
            edits.Add(edit);
        }
        return edits;
    }

    /// <summary>Widget sessions that have nothing but this ticket; their browsers begin anew.</summary>
    private async ValueTask<IReadOnlyList<Visitor>> VisitorsAsync(Ticket ticket, CancellationToken ct)
    {
        List<DocId<Visitor>> ids = [.. (await store.FindAsync(ticket.Contact, ct))?.Identities.Where(static identity => identity.Kind == IdentityKind.Visitor)
            .Select(static identity => new DocId<Visitor>(identity.Value)) ?? []];
        return ids.Count == 0 ? [] : [.. (await store.FindManyAsync(ids, ct))
            .Where(visitor => visitor.Lines.Count > 0 && visitor.Lines.All(line => line.Ticket == ticket.Id))];
    }
}
