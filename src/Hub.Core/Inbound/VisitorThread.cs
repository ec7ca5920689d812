using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>A public entry with the numbers its visitor knows it by.</summary>
/// <param name="Message">The entry.</param>
/// <param name="Seq">Place in the visitor's conversation, from 1.</param>
/// <param name="Rev">The visitor's revision that last changed it.</param>
public sealed record VisitorEntry(Message Message, long Seq, long Rev);

/// <summary>Part of what changed for a visitor.</summary>
/// <param name="Entries">In order of revision.</param>
/// <param name="Rev">The revision the visitor has with them.</param>
/// <param name="HasMore">Whether more follows after <paramref name="Rev"/>.</param>
public sealed record VisitorPage(IReadOnlyList<VisitorEntry> Entries, long Rev, bool HasMore);

/// <summary>Reads a visitor's conversation: public entries of its tickets, in its own numbering.</summary>
public sealed class VisitorThread(IHubStore store, ThreadReader reader)
{
    /// <summary>Entries added or changed after a revision of the visitor's.</summary>
    /// <param name="visitor">Whose conversation.</param>
    /// <param name="rev">0 for all.</param>
    /// <param name="limit">1 to 1,000 entries.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<VisitorPage> AfterAsync(Visitor visitor, long rev, int limit, CancellationToken ct)
    {
        var entries = new List<VisitorEntry>();
        for (var i = 0; i < visitor.Lines.Count; i++)
        {
            var line = visitor.Lines[i];
            var isLast = i == visitor.Lines.Count - 1;
            var end = isLast ? long.MaxValue : visitor.Lines[i + 1].BaseRev;
            if (rev >= end)
            {
                continue;
            }
            // The header first: every revision up to its own is then in the entries read after it.
            var header = await store.FindAsync(line.Ticket, ct);
            var page = header is null ? ChangesPage.Empty : await reader.PublicChangesAsync(header, line.TicketRevOf(rev), limit - entries.Count, ct);
            foreach (var entry in page.Items)
            {
                // What changes in a ticket the visitor has left is shown with the last revision it had there.
                rev = Math.Max(rev, Math.Min(line.RevOf(entry.PublicRev!.Value), end));
                if (line.Shows(entry))
                {
                    entries.Add(new VisitorEntry(entry, line.SeqOf(entry.PublicSeq!.Value), rev));
                }
            }
            if (page.HasMore || (!isLast && entries.Count == limit))
            {
                return new VisitorPage(entries, rev, HasMore: true);
            }
            rev = Math.Max(rev, isLast ? header is null ? rev : line.RevOf(header.LastPublicRev) : end);
        }
        return new VisitorPage(entries, rev, HasMore: false);
    }

    /// <summary>The visitor's newest revision and its ticket; 0 and null before the first message.</summary>
    public async ValueTask<(long Rev, Ticket? Ticket)> NowAsync(Visitor visitor, CancellationToken ct) =>
        visitor.Line is { } line && await store.FindAsync(line.Ticket, ct) is { } ticket ? (line.RevOf(ticket.LastPublicRev), ticket) : (0, null);
}
