using Hub.Core.Tickets;

namespace Hub.Storage.Checks;

/// <summary>Takes the entries of one ticket in order of <c>seq</c> and says what does not fit.</summary>
internal sealed class ThreadTally(Ticket ticket)
{
    private readonly List<Finding> _findings = [];
    private readonly HashSet<long> _revs = [];
    private readonly HashSet<long> _publicRevs = [];
    private readonly List<PublicTail> _newestPublic = [];
    private long _seq;
    private long _publicSeq;

    public void Add(Message message)
    {
        Require(message.Seq == ++_seq, "seq", $"entry {message.Id} has seq {message.Seq}, expected {_seq}");
        _seq = message.Seq;
        Require(_revs.Add(message.Rev), "rev", $"entry {message.Seq} repeats rev {message.Rev}");
        if (message.MessageKind == MessageKind.Public)
        {
            AddPublic(message);
        }
        else
        {
            Require(message.PublicSeq is null && message.PublicRev is null, "public", $"entry {message.Seq} is not public but numbered as such");
        }
    }

    public IReadOnlyList<Finding> Close()
    {
        Require(ticket.LastSeq == _seq, "header", $"says {ticket.LastSeq} entries, the thread has {_seq}");
        Require(ticket.LastRev == Max(_revs), "header", $"says rev {ticket.LastRev}, the newest of the thread is {Max(_revs)}");
        Require(ticket.LastPublicSeq == _publicSeq, "header", $"says {ticket.LastPublicSeq} public entries, the thread has {_publicSeq}");
        Require(ticket.LastPublicRev == Max(_publicRevs), "header", $"says public rev {ticket.LastPublicRev}, the newest of the thread is {Max(_publicRevs)}");
        Require((ticket.ClosedAt is not null) == ticket.State is TicketState.Closed || ticket.State is TicketState.Merged, "header",
            $"is {ticket.State} but {(ticket.ClosedAt is null ? "has no" : "has an")} instant of closing");
        Require((ticket.MergedInto is not null) == ticket.State is TicketState.Merged, "header", $"is {ticket.State} but its merge target says otherwise");
        Require(ticket.PublicTail.Select(static tail => tail.Seq).SequenceEqual(ExpectedTail()), "header",
            $"says the newest public entries are [{string.Join(", ", ticket.PublicTail.Select(static tail => tail.Seq))}], the thread says [{string.Join(", ", ExpectedTail())}]");
        return _findings;
    }

    private void AddPublic(Message message)
    {
        Require(message.PublicSeq == ++_publicSeq, "public", $"entry {message.Seq} has public seq {message.PublicSeq}, expected {_publicSeq}");
        _publicSeq = message.PublicSeq ?? _publicSeq;
        Require(message.PublicRev is { } rev && _publicRevs.Add(rev), "public", $"entry {message.Seq} has no public rev of its own");
        _newestPublic.RemoveAll(tail => tail.Author.IsSame(message.Author));
        _newestPublic.Insert(0, new PublicTail(message.Seq, message.Author));
        if (_newestPublic.Count > 2)
        {
            _newestPublic.RemoveAt(2);
        }
    }

    private IEnumerable<long> ExpectedTail() => _newestPublic.Select(static tail => tail.Seq);

    private static long Max(HashSet<long> revs) => revs.Count == 0 ? 0 : revs.Max();

    private void Require(bool holds, string invariant, string otherwise)
    {
        if (!holds)
        {
            _findings.Add(new Finding(invariant, $"ticket {ticket.Number}", otherwise));
        }
    }
}
