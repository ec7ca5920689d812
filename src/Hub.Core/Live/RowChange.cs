using Hub.Core.Tickets;

namespace Hub.Core.Live;

/// <summary>One step that turns the list a screen shows into the list as it is now. Steps are applied one after the other; each
/// index is the place after the steps before it.</summary>
public abstract record RowChange
{
    private RowChange()
    {
    }

    /// <summary>The ticket the step is about.</summary>
    public abstract TicketId Id { get; }

    /// <summary>A ticket comes into the list at <paramref name="Index"/>.</summary>
    public sealed record Enter(Ticket Row, int Index) : RowChange
    {
        /// <inheritdoc/>
        public override TicketId Id => Row.Id;
    }

    /// <summary>A ticket leaves place <paramref name="From"/> and stands at <paramref name="Index"/>; it may have changed as well.</summary>
    public sealed record Move(Ticket Row, int From, int Index) : RowChange
    {
        /// <inheritdoc/>
        public override TicketId Id => Row.Id;
    }

    /// <summary>A ticket changed and stays where it is.</summary>
    public sealed record Update(Ticket Row, int Index) : RowChange
    {
        /// <inheritdoc/>
        public override TicketId Id => Row.Id;
    }

    /// <summary>A ticket is no longer in the list, or no longer among the rows shown.</summary>
    /// <param name="Ticket">Which ticket.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Index">Where it stood.</param>
    public sealed record Leave(TicketId Ticket, string Number, int Index) : RowChange
    {
        /// <inheritdoc/>
        public override TicketId Id => Ticket;
    }

    /// <summary>The steps from one list to another; none when they are equal. Rows are the same when id and version are.</summary>
    public static IReadOnlyList<RowChange> Between(IReadOnlyList<Ticket> before, IReadOnlyList<Ticket> after)
    {
        var steps = new List<RowChange>();
        var kept = after.Select(static row => row.Id).ToHashSet();
        var work = before.ToList();
        for (var i = work.Count - 1; i >= 0; i--)
        {
            if (!kept.Contains(work[i].Id))
            {
                steps.Add(new Leave(work[i].Id, work[i].Number, i));
                work.RemoveAt(i);
            }
        }
        for (var i = 0; i < after.Count; i++)
        {
            var row = after[i];
            var from = i < work.Count && work[i].Id == row.Id ? i : work.FindIndex(i, other => other.Id == row.Id);
            if (from < 0)
            {
                steps.Add(new Enter(row, i));
                work.Insert(i, row);
                continue;
            }
            if (from != i)
            {
                steps.Add(new Move(row, from, i));
                work.RemoveAt(from);
                work.Insert(i, row);
            }
            else if (work[i].Version != row.Version)
            {
                steps.Add(new Update(row, i));
            }
        }
        return steps;
    }
}
