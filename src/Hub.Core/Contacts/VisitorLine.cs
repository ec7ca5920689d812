using Hub.Core.Tickets;

namespace Hub.Core.Contacts;

/// <summary>The part of a visitor's conversation that stands in one ticket. A visitor that goes on in another ticket keeps one
/// gapless numbering over all of them.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="FromSeq">The visitor sees public entries of the ticket after this public seq.</param>
/// <param name="FromRev">The ticket's public revision when the visitor came to it.</param>
/// <param name="BaseSeq">The visitor's own number of the last entry before this line.</param>
/// <param name="BaseRev">The visitor's own revision before this line.</param>
public sealed record VisitorLine(TicketId Ticket, long FromSeq, long FromRev, long BaseSeq, long BaseRev)
{
    /// <summary>Whether the entry belongs to this line.</summary>
    public bool Shows(Message entry) => entry.PublicSeq > FromSeq;

    /// <summary>The visitor's number of a public seq of the ticket.</summary>
    public long SeqOf(long publicSeq) => BaseSeq + publicSeq - FromSeq;

    /// <summary>The visitor's revision of a public revision of the ticket.</summary>
    public long RevOf(long publicRev) => BaseRev + publicRev - FromRev;

    /// <summary>The ticket's public seq of a visitor's number; below <see cref="FromSeq"/> when it belongs to an earlier line.</summary>
    public long TicketSeqOf(long seq) => FromSeq + seq - BaseSeq;

    /// <summary>The ticket's public revision of a visitor's revision, at least <see cref="FromRev"/>.</summary>
    public long TicketRevOf(long rev) => FromRev + Math.Max(0, rev - BaseRev);

    /// <summary>The line that begins with a new ticket: everything in it is the visitor's.</summary>
    public static VisitorLine Begin(TicketId ticket) => new(ticket, 0, 0, 0, 0);

    /// <summary>The line that follows this one in another ticket, from the other's present end on.</summary>
    public VisitorLine Next(Ticket current, TicketId ticket, long fromSeq, long fromRev) =>
        new(ticket, fromSeq, fromRev, SeqOf(current.LastPublicSeq), RevOf(current.LastPublicRev));
}
