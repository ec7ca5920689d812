using Hub.Core.Agents;
using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Times;

/// <summary>By what booked time is summed.</summary>
public enum TimeGroup
{
    /// <summary>Ticket numbers.</summary>
    Ticket,
    /// <summary>Contacts.</summary>
    Contact,
    /// <summary>Organizations; contacts without one by their company's name.</summary>
    Organization,
    /// <summary>Agents.</summary>
    Agent,
    /// <summary>Months, UTC, as <c>2026-03</c>.</summary>
    Month,
}

/// <summary>A sum.</summary>
/// <param name="Key">Id, number, company or month; empty for no organization.</param>
/// <param name="Name">As shown.</param>
/// <param name="Minutes">Booked, corrections taken off.</param>
/// <param name="Entries">How many bookings.</param>
public sealed record TimeSum(string Key, string Name, long Minutes, int Entries);

/// <summary>Sums booked time over a period, within what the reader may see now.</summary>
public sealed class SumTimes(IHubStore store, HubDirectory directory)
{
    private const int Batch = 1_000;

    /// <summary>The sums, largest first.</summary>
    /// <param name="group">By what.</param>
    /// <param name="from">Inclusive; null for the beginning.</param>
    /// <param name="to">Exclusive; null for now.</param>
    /// <param name="by">Who reads.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<IReadOnlyList<TimeSum>> HandleAsync(
        TimeGroup group, DateTimeOffset? from, DateTimeOffset? to, AgentAccess by, CancellationToken ct)
    {
        var sums = new Dictionary<string, TimeSum>();
        Cursor? after = null;
        do
        {
            var page = await store.ListAsync(new View<TimeEntry>(TimeEntry.Fields.At.Between(from, to), TimeEntry.Fields.At), new PageRequest(Batch, after), ct);
            foreach (var (entry, ticket) in await VisibleAsync(page.Items, by, ct))
            {
                var (key, name) = KeyOf(group, entry, ticket);
                var known = sums.GetValueOrDefault(key, new TimeSum(key, name, 0, 0));
                sums[key] = known with { Minutes = known.Minutes + entry.Minutes, Entries = known.Entries + 1 };
            }
            after = page.Next;
        }
        while (after is not null);
        if (group == TimeGroup.Organization)
        {
            await NameAsync(sums, ct);
        }
        return [.. sums.Values.OrderByDescending(static sum => sum.Minutes).ThenBy(static sum => sum.Key, StringComparer.Ordinal)];
    }

    /// <summary>The bookings of one ticket, oldest first.</summary>
    public ValueTask<Page<TimeEntry>> OfTicketAsync(TicketId ticket, PageRequest page, CancellationToken ct) =>
        store.ListAsync(new View<TimeEntry>(TimeEntry.Fields.Ticket.Is(ticket.Value), TimeEntry.Fields.At), page, ct);

    private async ValueTask NameAsync(Dictionary<string, TimeSum> sums, CancellationToken ct)
    {
        List<DocId<Organization>> ids = [.. sums.Keys.Select(static key => DocId<Organization>.TryParse(key, out var id) ? id : (DocId<Organization>?)null).OfType<DocId<Organization>>()];
        foreach (var organization in ids.Count == 0 ? [] : await store.FindManyAsync(ids, ct))
        {
            sums[organization.Id.Value] = sums[organization.Id.Value] with { Name = organization.Name };
        }
    }

    private async ValueTask<List<(TimeEntry Entry, Ticket Ticket)>> VisibleAsync(IReadOnlyList<TimeEntry> entries, AgentAccess by, CancellationToken ct)
    {
        List<TicketId> ids = [.. entries.Select(static entry => entry.Ticket).Distinct()];
        var tickets = ids.Count == 0 ? [] : (await store.FindManyAsync(ids, ct)).Where(by.CanRead).ToDictionary(static ticket => ticket.Id);
        return [.. entries.Where(entry => tickets.ContainsKey(entry.Ticket)).Select(entry => (entry, tickets[entry.Ticket]))];
    }

    private (string Key, string Name) KeyOf(TimeGroup group, TimeEntry entry, Ticket ticket) => group switch
    {
        TimeGroup.Ticket => (entry.Number, ticket.Subject),
        TimeGroup.Contact => (entry.Contact.Value, ticket.Contact == entry.Contact ? ticket.ContactName : entry.Contact.Value),
        TimeGroup.Organization => (entry.Organization ?? "", entry.Organization ?? ""),
        TimeGroup.Agent => (entry.Agent.Value, directory.Current.NameOf(entry.Agent)!),
        TimeGroup.Month => (entry.At.UtcDateTime.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), ""),
        _ => throw new ArgumentOutOfRangeException(nameof(group)),
    };
}
