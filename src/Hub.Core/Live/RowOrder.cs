using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Live;

/// <summary>The order in which a store lists a view's tickets: sort key, then id, both turned round when descending.</summary>
internal sealed class RowOrder(View<Ticket> view) : IComparer<Ticket>
{
    public int Compare(Ticket? x, Ticket? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var order = view.Sort is { } field
            ? field.SortKey(field.ValueOf(x)).CompareTo(field.SortKey(field.ValueOf(y)))
            : 0;
        if (order == 0)
        {
            order = string.CompareOrdinal(x.Id.Value, y.Id.Value);
        }
        return view.IsDescending ? -order : order;
    }
}
