using Hub.Core.Tickets;

namespace Hub.Core.Live;

/// <summary>A committed change as it travels with its hint, so that other nodes show it without reading the store.</summary>
/// <param name="Header">The header after.</param>
/// <param name="Version">Of the header; stored JSON leaves it out.</param>
/// <param name="Entries">Entries added or changed, in order of revision.</param>
public sealed record CarriedChange(Ticket Header, long Version, IReadOnlyList<CarriedEntry> Entries)
{
    // In characters. A mail of a megabyte is read by the nodes that show it instead of being sent to all.
    private const int MostText = 16_384;

    /// <summary>What is carried of a change; null when its texts are too long.</summary>
    public static CarriedChange? Of(TicketUpdate update) => update.Entries.Sum(LengthOf) > MostText
        ? null
        : new CarriedChange(update.Ticket, update.Ticket.Version, [.. update.Entries.Select(static entry => new CarriedEntry(entry, entry.Version))]);

    /// <summary>The change as watchers of another node see it.</summary>
    public TicketUpdate ToUpdate() => new(null, Header with { Version = Version },
        [.. Entries.Select(static carried => carried.Entry with { Version = carried.Version })]);

    private static long LengthOf(Message entry) =>
        (long)entry.Text.Length + (entry.VisibleText?.Length ?? 0) + (entry.Html?.Length ?? 0);
}

/// <summary>An entry with its version.</summary>
public sealed record CarriedEntry(Message Entry, long Version);
