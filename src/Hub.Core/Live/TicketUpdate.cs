using Hub.Core.Tickets;

namespace Hub.Core.Live;

/// <summary>A change to a ticket as the watchers of this process see it.</summary>
/// <param name="Before">The header before; null for a new ticket or a change made elsewhere.</param>
/// <param name="Ticket">The header after.</param>
/// <param name="Entries">Entries added or changed, in order of revision. A watcher whose last revision is not right before the
/// first one has missed something and reads it.</param>
public sealed record TicketUpdate(Ticket? Before, Ticket Ticket, IReadOnlyList<Message> Entries)
{
    /// <summary>The update an edit makes.</summary>
    public static TicketUpdate Of(TicketEdit edit) => new(edit.IsNew ? null : edit.Before, edit.Ticket,
        edit.Changed.Count == 0
            ? [.. edit.Added.Select(static entry => entry with { Version = 1 })]
            : [.. edit.Added.Select(static entry => entry with { Version = 1 })
                .Concat(edit.Changed.Select(static change => change.After)).OrderBy(static entry => entry.Rev)]);
}
