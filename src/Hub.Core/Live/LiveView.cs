using System.Threading.Channels;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Live;

/// <summary>The first rows of a ticket list, kept true: tickets enter, move and leave as they change, without reading the list
/// again except to fill up after rows left. Made by <see cref="LiveTickets"/>; thread-safe.</summary>
public sealed class LiveView : IAsyncDisposable
{
    /// <summary>Most rows a live list shows.</summary>
    public const int MostRows = 1_000;
    private const int MostWaiting = 4_096;

    /// <summary>How often a list that moves with the clock is asked anew.</summary>
    public static TimeSpan Tick { get; } = TimeSpan.FromSeconds(15);

    /// <summary>After each call of the watcher, changes are gathered this long: a screen cannot show more.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private readonly IHubStore _store;
    private readonly WatchedList _asked;
    private readonly TimeProvider _clock;
    private readonly ITimer? _tick;
    private AgentAccess _access;
    private readonly int _pageSize;
    private readonly Func<IReadOnlyList<RowChange>, Task> _changed;
    private readonly Channel<TicketUpdate> _waiting = Channel.CreateBounded<TicketUpdate>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CatchUpLoop _loop;
    private readonly IDisposable _updates;
    private readonly IDisposable _resync;
    private View<Ticket> _view;
    private RowWindow _window;
    private int _mustReload;

    internal LiveView(IHubStore store, TicketFeed feed, TimeProvider clock, ILogger log, WatchedList view, AgentAccess access,
        int pageSize, Func<IReadOnlyList<RowChange>, Task> changed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, MostRows);
        _store = store;
        _asked = view;
        _clock = clock;
        _access = access;
        _pageSize = pageSize;
        _changed = changed;
        _view = Visible();
        _window = new RowWindow(_view, pageSize);
        _loop = new CatchUpLoop(CatchUpAsync, Pause, clock, log);
        // Watching begins before reading, so that nothing falls between the two.
        _updates = feed.WatchAll(Receive);
        _resync = feed.WatchResync(RequestReload);
        _tick = view.RunsWithTime ? clock.CreateTimer(_ => RequestReload(), null, Tick, Tick) : null;
    }

    /// <summary>The rows as last told to the watcher, in the view's order.</summary>
    public IReadOnlyList<Ticket> Rows { get; private set; } = [];

    /// <summary>Whether the list goes on behind the last row.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Shows one page more, up to <see cref="MostRows"/>; the watcher is told of the rows that come.</summary>
    public Task LoadMoreAsync(CancellationToken ct) =>
        ReloadAsync(() => _window.Size = Math.Min(_window.Size + _pageSize, MostRows), ct);

    /// <summary>Shows what an agent of other rights may see: what is no longer visible leaves at once.</summary>
    public Task ChangeAccessAsync(AgentAccess access, CancellationToken ct) => ReloadAsync(() =>
    {
        _access = access;
        Renew();
    }, ct);

    /// <summary>Ends watching; the watcher is not called again once this completes. Not to be awaited by the watcher itself.</summary>
    public async ValueTask DisposeAsync()
    {
        _updates.Dispose();
        _resync.Dispose();
        _tick?.Dispose();
        await _loop.DisposeAsync();
    }

    internal async Task StartAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Show();
        _loop.Start();
    }

    private View<Ticket> Visible()
    {
        var asked = _asked.At(_clock.GetUtcNow());
        return asked with { Filter = asked.Filter.And(_access.ToFilter()) };
    }

    private void Renew()
    {
        _view = Visible();
        _window = new RowWindow(_view, _window.Size);
    }

    private void Receive(TicketUpdate update)
    {
        if (!_waiting.Writer.TryWrite(update))
        {
            Volatile.Write(ref _mustReload, 1);
        }
        _loop.Wake();
    }

    private void RequestReload()
    {
        Volatile.Write(ref _mustReload, 1);
        _loop.Wake();
    }

    private async Task CatchUpAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            while (_waiting.Reader.TryRead(out var update))
            {
                _window.Apply(update.Ticket);
            }
            if (Volatile.Read(ref _mustReload) == 1 || _window.IsShort)
            {
                // Asked for again while reading: read again after.
                Volatile.Write(ref _mustReload, 0);
                if (_asked.RunsWithTime)
                {
                    Renew();
                }
                await LoadAsync(ct);
            }
            await TellAsync();
        }
        catch (StoreUnavailableException)
        {
            Volatile.Write(ref _mustReload, 1);
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task ReloadAsync(Action change, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            change();
            await LoadAsync(ct);
            await TellAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task LoadAsync(CancellationToken ct) =>
        _window.Load(await _store.ListAsync(_view, new PageRequest(_window.Size), ct));

    private async Task TellAsync()
    {
        var before = Rows;
        Show();
        var changes = RowChange.Between(before, Rows);
        if (changes.Count > 0)
        {
            await _changed(changes);
        }
    }

    private void Show()
    {
        Rows = _window.ToArray();
        HasMore = _window.HasMore;
    }
}
