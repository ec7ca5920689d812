using Hub.Core.Tickets;

namespace Hub.Server.Realtime.Visitors;

/// <summary>Ticks: what a visitor has received and read. Repeats cost nothing.</summary>
internal sealed class VisitorSeen(MarkRead marks)
{
    public async Task TellAsync(VisitorSession session, long seq, bool isRead, CancellationToken ct)
    {
        var (received, read) = session.Seen;
        if (seq <= (isRead ? read : received) || session.Visitor!.Line is not { } line)
        {
            return;
        }
        var inTicket = line.TicketSeqOf(seq);
        if (inTicket > line.FromSeq)
        {
            await marks.VisitorAsync(line.Ticket, inTicket, isRead, ct);
        }
        session.Seen = isRead ? (Math.Max(received, seq), seq) : (seq, read);
    }
}
