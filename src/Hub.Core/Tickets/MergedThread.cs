using System.Globalization;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Reads a ticket that others were merged into as one thread, in order of when things happened.</summary>
/// <remarks>A sender's clock may put an entry before earlier ones of its ticket, so the order is known only once all are read: each
/// page reads the members anew. Merged threads are short; one of 1,000 entries costs a few milliseconds a page.</remarks>
public sealed class MergedThread(IHubStore store)
{
    private const int Batch = 1_000;

    /// <summary>Part of the thread, oldest first, and where to go on (null at the end).</summary>
    /// <param name="ticket">Where the others continue.</param>
    /// <param name="limit">Most entries.</param>
    /// <param name="after">The position an earlier answer ended with; null for the beginning.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<(IReadOnlyList<MergedEntry> Entries, string? Next)> ListAsync(Ticket ticket, int limit, string? after, CancellationToken ct)
    {
        var place = after is null ? null : Place.Read(after);
        var all = await AllAsync(ticket, ct);
        List<MergedEntry> rest = [.. place is null ? all : all.SkipWhile(entry => Place.Of(entry).CompareTo(place) <= 0)];
        return (rest.Count <= limit ? rest : rest[..limit], rest.Count <= limit ? null : Place.Of(rest[limit - 1]).ToString());
    }

    /// <summary>All entries of the ticket and its members, oldest first.</summary>
    public async ValueTask<IReadOnlyList<MergedEntry>> AllAsync(Ticket ticket, CancellationToken ct)
    {
        var numbers = ticket.Members.ToDictionary(static member => member.Ticket, static member => member.Number);
        numbers[ticket.Id] = ticket.Number;
        var entries = new List<MergedEntry>();
        foreach (var (id, number) in numbers)
        {
            Cursor? cursor = null;
            do
            {
                var page = await store.ListAsync(new View<Message>(Message.Fields.Ticket.Is(id.Value), Message.Fields.Seq), new PageRequest(Batch, cursor), ct);
                entries.AddRange(page.Items.Select(entry => new MergedEntry(entry, number)));
                cursor = page.Next;
            }
            while (cursor is not null);
        }
        return [.. entries.OrderBy(Place.Of)];
    }

    private sealed record Place(long At, long Ticket, long Seq) : IComparable<Place>
    {
        public static Place Of(MergedEntry entry) =>
            new(entry.Message.OccurredAt.UtcTicks, long.Parse(entry.Number, CultureInfo.InvariantCulture), entry.Message.Seq);

        public static Place Read(string text) =>
            text.Split('.') is [['m', .. var at], var ticket, var seq] && TryRead(at, out var ticks) && TryRead(ticket, out var number) && TryRead(seq, out var last)
                ? new Place(ticks, number, last)
                : throw new InvalidCursorException();

        public int CompareTo(Place? other) => other is null ? 1 : (At, Ticket, Seq).CompareTo((other.At, other.Ticket, other.Seq));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"m{At}.{Ticket}.{Seq}");

        private static bool TryRead(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}

/// <summary>An entry of a merged thread with the number of the ticket it was written in.</summary>
public sealed record MergedEntry(Message Message, string Number);
