using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>Puts entries into the shape in which a thread is read: days, groups by author, folded changes.</summary>
public static class ThreadLayout
{
    /// <summary>Messages of one author closer than this stand in one group.</summary>
    private static readonly TimeSpan GroupGap = TimeSpan.FromMinutes(10);

    /// <summary>Lays out entries given in order of seq.</summary>
    /// <param name="entries">All entries shown.</param>
    /// <param name="zone">Decides where days begin.</param>
    /// <param name="readUpTo">Entries of others after this are marked as new; null marks none.</param>
    /// <param name="reader">Whose own entries are never new.</param>
    /// <param name="ticket">The ticket whose numbers <paramref name="readUpTo"/> means; entries of merged ones are never new. Null when
    /// all are of one ticket.</param>
    public static IReadOnlyList<ThreadItem> Of(
        IEnumerable<Message> entries, TimeZoneInfo zone, long? readUpTo, Actor reader, TicketId? ticket = null)
    {
        var items = new List<ThreadItem>();
        var changes = new List<Message>();
        DateOnly? day = null;
        var isMarked = readUpTo is null or 0;
        foreach (var entry in entries)
        {
            var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(entry.CreatedAt, zone).DateTime);
            if (date != day)
            {
                Flush(items, changes);
                items.Add(new ThreadItem.Day(date));
                day = date;
            }
            if (entry.MessageKind == MessageKind.Activity)
            {
                changes.Add(entry);
                continue;
            }
            Flush(items, changes);
            if (!isMarked && entry.Seq > readUpTo && (ticket is null || entry.Ticket == ticket) && !entry.Author.IsSame(reader))
            {
                items.Add(new ThreadItem.Fresh());
                isMarked = true;
            }
            AddBubble(items, entry);
        }
        Flush(items, changes);
        return items;
    }

    private static void AddBubble(List<ThreadItem> items, Message entry)
    {
        var continues = items.Count > 0 && items[^1] is ThreadItem.Bubble last && Continues(last.Entry, entry);
        if (continues)
        {
            items[^1] = (ThreadItem.Bubble)items[^1] with { IsLast = false };
        }
        items.Add(new ThreadItem.Bubble(entry, !continues, IsLast: true));
    }

    private static bool Continues(Message before, Message entry) => before.Author.IsSame(entry.Author)
        // What is said of a sender stands at the head of a group: it must hold for all of it.
        && before.Trust == entry.Trust
        && before.Ticket == entry.Ticket && before.MessageKind == entry.MessageKind && before.Channel == entry.Channel && before.Direction == entry.Direction
        && entry.CreatedAt - before.CreatedAt < GroupGap;

    private static void Flush(List<ThreadItem> items, List<Message> changes)
    {
        if (changes.Count > 0)
        {
            items.Add(new ThreadItem.Activities([.. changes]));
            changes.Clear();
        }
    }
}
