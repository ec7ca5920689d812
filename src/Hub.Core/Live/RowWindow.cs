using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Live;

/// <summary>The first rows of a view, brought up to date ticket by ticket. Not thread-safe.</summary>
/// <remarks>What lies beyond the last row is unknown: a row that sinks below it leaves the window, and the window then asks to be
/// read anew.</remarks>
internal sealed class RowWindow(View<Ticket> view, int size)
{
    private const int MostRemembered = 4_096;
    private readonly RowOrder _order = new(view);
    private readonly Dictionary<TicketId, long> _newest = [];
    private readonly List<Ticket> _rows = [];

    public int Size { get; set; } = size;

    public bool HasMore { get; private set; }

    /// <summary>Rows have left and others may stand behind the last one.</summary>
    public bool IsShort => HasMore && _rows.Count < Size;

    public Ticket[] ToArray() => [.. _rows];

    public void Load(Page<Ticket> page)
    {
        _rows.Clear();
        _rows.AddRange(page.Items);
        HasMore = page.Next is not null;
        _newest.Clear();
        foreach (var row in _rows)
        {
            _newest[row.Id] = row.Version;
        }
    }

    /// <summary>Takes in a state of a ticket. Older states than one already seen (publishers race) change nothing.</summary>
    public void Apply(Ticket ticket)
    {
        if (_newest.TryGetValue(ticket.Id, out var known) && known >= ticket.Version)
        {
            return;
        }
        Remember(ticket);
        var at = _rows.FindIndex(row => row.Id == ticket.Id);
        if (at >= 0)
        {
            _rows.RemoveAt(at);
        }
        if (!view.Filter.Matches(ticket))
        {
            return;
        }
        var place = _rows.BinarySearch(ticket, _order);
        var index = place < 0 ? ~place : place;
        if (index == _rows.Count && HasMore)
        {
            return;
        }
        _rows.Insert(index, ticket);
        if (_rows.Count > Size)
        {
            _rows.RemoveAt(_rows.Count - 1);
            HasMore = true;
        }
    }

    private void Remember(Ticket ticket)
    {
        if (_newest.Count >= MostRemembered)
        {
            _newest.Clear();
            foreach (var row in _rows)
            {
                _newest[row.Id] = row.Version;
            }
        }
        _newest[ticket.Id] = ticket.Version;
    }
}
