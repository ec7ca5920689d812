using System.Collections.Concurrent;
using Hub.Core.Inbound;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>How many tickets each entry of the rail holds, counted no further than <see cref="Ceiling"/>; counted again about a
/// second after something changed.</summary>
public sealed class RailCounts : ObservableState, IAsyncDisposable
{
    public const int Ceiling = QueueCounts.Ceiling;
    private const int MostUnread = 50;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    private readonly IHubStore _store;
    private readonly QueueCounts _queues;
    private readonly ConsoleSession _session;
    private readonly OwnTraces _traces;
    private readonly IDisposable _updates;
    private readonly IDisposable _events;
    private readonly IDisposable _resync;
    private readonly ITimer _timer;
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly SemaphoreSlim _counting = new(1, 1);
    private IReadOnlyList<Ticket> _concerning = [];
    private int _isPlanned;

    public RailCounts(IHubStore store, QueueCounts queues, TicketFeed feed, ConsoleSession session, OwnTraces traces, TimeProvider clock)
    {
        (_store, _queues, _session, _traces) = (store, queues, session, traces);
        _timer = clock.CreateTimer(_ => _ = CountAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _updates = feed.WatchAll(OnUpdate);
        _events = feed.WatchAllEvents(feedEvent =>
        {
            if (feedEvent is FeedEvent.TrayChanged && session.Access.IsAdministrator)
            {
                Plan();
            }
        });
        _resync = feed.WatchResync(Plan);
        session.AccessChanged += OnAccessChanged;
        traces.Changed += Notify;
    }

    /// <summary>Tickets of a view or of a queue (by id) with those below it, or null before the first count.</summary>
    public int? Of(string key) => _counts.TryGetValue(key, out var count) ? count : null;

    /// <summary>Tickets of the agent or of nobody with something unread; for the title.</summary>
    public int Unread => _concerning.Count(_traces.IsUnread);

    /// <summary>Counts everything.</summary>
    public async Task CountAsync()
    {
        Volatile.Write(ref _isPlanned, 0);
        try
        {
            await _counting.WaitAsync(_session.Ended);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
        try
        {
            var rights = _session.Access.ToFilter();
            foreach (var view in (string[])["open", "mine", "unassigned", "pending"])
            {
                _counts[view] = await _store.CountAsync(TicketViews.Find(view, _session.Access)!.And(rights), Ceiling, _session.Ended);
            }
            _concerning = [.. await NewestAsync("mine"), .. await NewestAsync("unassigned")];
            await _traces.LearnAsync(_concerning, _session.Ended);
            foreach (var (queue, count) in await _queues.ReadAsync(_session.Directory, _session.Access, _session.Ended))
            {
                _counts[queue.Value] = count.WithBelow;
            }
            foreach (var view in _session.Directory.ViewsFor(_session.Access))
            {
                var filter = WatchedList.Of(view, _session.Access, _session.Directory, _session.Now).At(_session.Now).Filter;
                _counts[view.Id.Value] = await _store.CountAsync(filter.And(rights), Ceiling, _session.Ended);
            }
            if (_session.Access.IsAdministrator)
            {
                _counts["tray"] = await _store.CountAsync(ListTray.Waiting, Ceiling, _session.Ended);
            }
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            // Counted again with the next change; the old figures stay.
            return;
        }
        finally
        {
            _counting.Release();
        }
        Notify();
    }

    /// <summary>Counts again soon.</summary>
    public void Plan()
    {
        if (Interlocked.Exchange(ref _isPlanned, 1) == 0)
        {
            _timer.Change(Calm, Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _session.AccessChanged -= OnAccessChanged;
        _traces.Changed -= Notify;
        _updates.Dispose();
        _events.Dispose();
        _resync.Dispose();
        await _timer.DisposeAsync();
        _counting.Dispose();
    }

    private async ValueTask<IReadOnlyList<Ticket>> NewestAsync(string view) => (await _store.ListAsync(
        TicketViews.For(_session.Access, TicketViews.Find(view, _session.Access)!), new PageRequest(MostUnread), _session.Ended)).Items;

    private void OnAccessChanged(Core.Agents.AgentAccess access) => Plan();

    private void OnUpdate(TicketUpdate update)
    {
        if (update.Before is not { } before || before.State != update.Ticket.State || before.Assignee != update.Ticket.Assignee
            || before.Queue != update.Ticket.Queue || before.LastPublicSeq != update.Ticket.LastPublicSeq)
        {
            Plan();
        }
    }
}
