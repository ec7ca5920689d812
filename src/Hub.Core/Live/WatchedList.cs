using Hub.Core.Agents;
using Hub.Core.SavedViews;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Tickets.Conditions;

namespace Hub.Core.Live;

/// <summary>A list of tickets as it is watched: the question for a moment, and whether it moves with the clock.</summary>
/// <param name="At">The question at an instant, without the reader's rights.</param>
/// <param name="RunsWithTime">Whether rows enter and leave although no ticket changes.</param>
public sealed record WatchedList(Func<DateTimeOffset, View<Ticket>> At, bool RunsWithTime)
{
    /// <summary>A question that is the same at every moment.</summary>
    public static WatchedList Fixed(View<Ticket> view) => new(_ => view, RunsWithTime: false);

    /// <summary>A saved view for a reader; one whose filter is no longer valid (a status is gone) lists nothing.</summary>
    public static WatchedList Of(SavedView view, AgentAccess reader, DirectorySnapshot names, DateTimeOffset now)
    {
        var (sort, isDescending) = ViewColumns.Read(view.Sort) ?? (Ticket.Fields.Rank, false);
        var first = new ConditionCompiler(reader, names, now);
        first.Compile(view.Filter);
        return new WatchedList(
            at => new View<Ticket>(
                new ConditionCompiler(reader, names, at).Compile(view.Filter) ?? new Views.Filter<Ticket>.Any([]), sort, isDescending),
            first.RunsWithTime);
    }
}
