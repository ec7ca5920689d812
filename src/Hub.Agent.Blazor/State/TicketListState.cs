using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>How far a pane is with its content.</summary>
public enum PanePhase
{
    Loading,
    Ready,
    NotFound,
    Failed,
}

/// <summary>The list of tickets as shown, kept true by <see cref="LiveView"/>.</summary>
public sealed class TicketListState : ObservableState, IAsyncDisposable
{
    private const int PageSize = 50;
    private readonly LiveTickets _live;
    private readonly ConsoleSession _session;
    private readonly OwnTraces _traces;
    private readonly RowViewers _viewers;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private LiveView? _view;

    public TicketListState(LiveTickets live, ConsoleSession session, OwnTraces traces, RowViewers viewers)
    {
        (_live, _session, _traces, _viewers) = (live, session, traces, viewers);
        session.AccessChanged += OnAccessChanged;
        traces.Changed += Notify;
        viewers.Changed += Notify;
    }

    public ListQuery? Query { get; private set; }

    public PanePhase Phase { get; private set; } = PanePhase.Loading;

    public IReadOnlyList<Ticket> Rows { get; private set; } = [];

    public bool HasMore => _view?.HasMore == true && Rows.Count < LiveView.MostRows;

    /// <summary>Shows another list; the same one stays as it is.</summary>
    public async Task OpenAsync(ListQuery query)
    {
        if (query == Query && Phase == PanePhase.Ready)
        {
            return;
        }
        await _opening.WaitAsync(_session.Ended);
        try
        {
            Query = query;
            (Phase, Rows) = (PanePhase.Loading, []);
            Notify();
            await CloseAsync();
            if (query.ToList(_session.Access, _session.Directory, _session.Now) is { } list)
            {
                _view = await _live.OpenAsync(list, _session.Access, PageSize, _ => ShowAsync(), _session.Ended);
                await ShowAsync();
                Phase = PanePhase.Ready;
            }
            else
            {
                Phase = PanePhase.NotFound;
            }
        }
        catch (StoreUnavailableException)
        {
            Phase = PanePhase.Failed;
        }
        finally
        {
            _opening.Release();
        }
        Notify();
    }

    /// <summary>Shows the next page below.</summary>
    public Task LoadMoreAsync() => HasMore ? _view!.LoadMoreAsync(_session.Ended) : Task.CompletedTask;

    /// <summary>The ticket one step from the given one, or the first; null at the ends.</summary>
    public Ticket? Step(string? from, int by)
    {
        if (Rows.Count == 0)
        {
            return null;
        }
        for (var i = 0; i < Rows.Count; i++)
        {
            if (Rows[i].Number == from)
            {
                return i + by >= 0 && i + by < Rows.Count ? Rows[i + by] : null;
            }
        }
        return Rows[0];
    }

    public bool IsUnread(Ticket ticket) => _traces.IsUnread(ticket);

    public string? DraftOf(Ticket ticket) => _traces.DraftOf(ticket.Id);

    public IReadOnlyList<Viewer> ViewersOf(Ticket ticket) => _viewers.Of(ticket.Id);

    public async ValueTask DisposeAsync()
    {
        _session.AccessChanged -= OnAccessChanged;
        _traces.Changed -= Notify;
        _viewers.Changed -= Notify;
        await CloseAsync();
        _opening.Dispose();
    }

    private async Task ShowAsync()
    {
        var rows = _view?.Rows ?? [];
        await _traces.LearnAsync(rows, _session.Ended);
        await _viewers.LearnAsync(rows, _session.Ended);
        Rows = rows;
        Notify();
    }

    private void OnAccessChanged(Core.Agents.AgentAccess access)
    {
        if (_view is { } view)
        {
            _ = view.ChangeAccessAsync(access, _session.Ended);
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_view is { } view)
        {
            _view = null;
            await view.DisposeAsync();
        }
    }
}
