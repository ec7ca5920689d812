using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Realtime.Agents;

/// <summary>A list that a connection shows: turns its steps into <c>row</c> events.</summary>
internal sealed class WatchedView(AgentSession session, string name, TicketShapes shapes) : IAsyncDisposable
{
    private const string QueuePrefix = "queue:";

    public LiveView Live { get; private set; } = null!;

    public void Begin(LiveView live) => Live = live;

    /// <summary>The view of a name: a built-in one, <c>queue:ID</c> (in order of work), or a saved one by its id; null when there is none.</summary>
    public static WatchedList? Find(string name, AgentAccess reader, DirectorySnapshot names, DateTimeOffset now)
    {
        if (name.StartsWith(QueuePrefix, StringComparison.OrdinalIgnoreCase))
        {
            return QueueId.TryParse(name[QueuePrefix.Length..], out var queue)
                ? WatchedList.Fixed(new View<Ticket>(TicketViews.OfQueue(queue), Ticket.Fields.Rank))
                : null;
        }
        return names.ViewFor(name, reader) is { } saved ? WatchedList.Of(saved, reader, names, now)
            : TicketViews.Find(name, reader) is { } filter
                ? WatchedList.Fixed(new View<Ticket>(filter, Ticket.Fields.LastActivityAt, IsDescending: true))
                : null;
    }

    /// <summary>The rows from a place on. The cursor is the number of rows shown before it: the list itself stays true.</summary>
    public async Task<ViewAnswer> AnswerAsync(int from)
    {
        var rows = Live.Rows;
        return new ViewAnswer(
            await shapes.OfAsync([.. rows.Skip(from)], session.Access, session.Ended),
            Live.HasMore && rows.Count < LiveView.MostRows ? rows.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    public Task TellAsync(IReadOnlyList<RowChange> changes) => session.OrResyncAsync(() => PushAsync(changes));

    public ValueTask DisposeAsync() => Live.DisposeAsync();

    private async Task PushAsync(IReadOnlyList<RowChange> changes)
    {
        List<Ticket> rows = [.. changes.Select(RowOf).OfType<Ticket>().DistinctBy(static row => (row.Id, row.Version))];
        var shaped = rows.Zip(await shapes.OfAsync(rows, session.Access, session.Ended)).ToDictionary(static pair => (pair.First.Id, pair.First.Version), static pair => pair.Second);
        foreach (var change in changes)
        {
            session.Outlet.Post("row", ToEvent(change, RowOf(change) is { } row ? shaped[(row.Id, row.Version)] : null));
        }
    }

    private static Ticket? RowOf(RowChange change) => change switch
    {
        RowChange.Enter enter => enter.Row,
        RowChange.Move move => move.Row,
        RowChange.Update update => update.Row,
        _ => null,
    };

    private RowEvent ToEvent(RowChange change, TicketResponse? row) => change switch
    {
        RowChange.Enter enter => new RowEvent(name, "enter", enter.Row.Number, row, enter.Index, null),
        RowChange.Move move => new RowEvent(name, "move", move.Row.Number, row, move.Index, move.From),
        RowChange.Update update => new RowEvent(name, "update", update.Row.Number, row, update.Index, null),
        RowChange.Leave leave => new RowEvent(name, "leave", leave.Number, null, leave.Index, null),
        _ => throw new InvalidOperationException($"{change} is no step."),
    };
}
