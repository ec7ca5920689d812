using Hub.Core.Live;
using Hub.Core.Ports;

namespace Hub.Agent.Blazor.State;

/// <summary>Who else has a ticket open, who types there, and this agent's own sign of being there.</summary>
public sealed class TicketPresence : ObservableState, IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(6);
    private readonly IPresence _presence;
    private readonly TicketFeed _feed;
    private readonly ConsoleSession _session;
    private readonly TicketId _ticket;
    private readonly TimeProvider _clock;
    private readonly IDisposable _events;
    private readonly ITimer _beat;
    private readonly ITimer _quiet;
    private readonly ITimer _visitorQuiet;
    private ViewerMode _mode = ViewerMode.Viewing;
    private DateTimeOffset _toldAt;
    private bool _isConnected = true;
    private readonly Lock _gate = new();
    // Not disposed: a beat that was under way when the ticket was left may still wait here.
    private readonly SemaphoreSlim _telling = new(1, 1);
    private volatile bool _isEnded;
    private long _asked;
    private long _shown;

    public TicketPresence(IPresence presence, TicketFeed feed, ConsoleSession session, TicketId ticket, TimeProvider clock)
    {
        (_presence, _feed, _session, _ticket, _clock) = (presence, feed, session, ticket, clock);
        _events = feed.WatchEvents(ticket, Receive);
        _beat = clock.CreateTimer(_ => _ = BeatAsync(), null, TimeSpan.Zero, Beat);
        _quiet = clock.CreateTimer(_ => _ = SetModeAsync(ViewerMode.Viewing), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _visitorQuiet = clock.CreateTimer(_ => StopTyping(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Colleagues, without the agent itself.</summary>
    public IReadOnlyList<Viewer> Others { get; private set; } = [];

    /// <summary>The visitor who types now, or null.</summary>
    public string? TypingVisitor { get; private set; }

    /// <summary>The agent typed; others see it until it pauses.</summary>
    public async Task TypedAsync(ViewerMode mode)
    {
        _quiet.Change(Pause, Timeout.InfiniteTimeSpan);
        // The widget lets the sign lapse after a few seconds, so it is repeated while typing goes on.
        if (mode == _mode && _clock.GetUtcNow() - _toldAt < TimeSpan.FromSeconds(3))
        {
            return;
        }
        await SetModeAsync(mode);
    }

    /// <summary>The agent sent or stopped.</summary>
    public Task StoppedAsync() => _mode == ViewerMode.Viewing ? Task.CompletedTask : SetModeAsync(ViewerMode.Viewing);

    public void SetConnected(bool isConnected) => _isConnected = isConnected;

    public async ValueTask DisposeAsync()
    {
        _events.Dispose();
        await _beat.DisposeAsync();
        await _quiet.DisposeAsync();
        await _visitorQuiet.DisposeAsync();
        if (_mode != ViewerMode.Viewing)
        {
            PublishTyping(ViewerMode.Viewing);
        }
        await EndAsync();
        _feed.Publish(new FeedEvent.ViewersChanged(_ticket));
    }

    private async Task SetModeAsync(ViewerMode mode)
    {
        var hasChanged = mode != _mode;
        _mode = mode;
        _toldAt = _clock.GetUtcNow();
        PublishTyping(mode);
        if (hasChanged)
        {
            await ViewAsync();
            _feed.Publish(new FeedEvent.ViewersChanged(_ticket));
        }
    }

    private void PublishTyping(ViewerMode mode) => _feed.Publish(new FeedEvent.TypingChanged(
        _ticket, FromVisitor: false, _session.Access.Agent.Value, _session.Access.Name, mode));

    private async Task BeatAsync()
    {
        if (!_isConnected)
        {
            return;
        }
        var isFirst = _toldAt == default;
        if (isFirst)
        {
            _toldAt = _clock.GetUtcNow();
        }
        await ViewAsync();
        if (isFirst)
        {
            _feed.Publish(new FeedEvent.ViewersChanged(_ticket));
        }
        await ReadAsync();
    }

    /// <summary>One at a time, each with the mode of that moment: a beat never undoes what was said after it began.</summary>
    private async Task ViewAsync()
    {
        await _telling.WaitAsync();
        try
        {
            if (!_isEnded)
            {
                await _presence.ViewAsync(
                    _ticket, new Viewer(_session.Access.Agent, _session.Access.Name, _mode), _session.Connection, CancellationToken.None);
            }
        }
        finally
        {
            _telling.Release();
        }
    }

    private async Task EndAsync()
    {
        await _telling.WaitAsync();
        try
        {
            _isEnded = true;
            await _presence.UnviewAsync(_ticket, _session.Connection, CancellationToken.None);
        }
        finally
        {
            _telling.Release();
        }
    }

    private async Task ReadAsync()
    {
        var turn = Interlocked.Increment(ref _asked);
        var viewers = await _presence.ViewersAsync(_ticket, CancellationToken.None);
        IReadOnlyList<Viewer> others = [.. viewers.Where(viewer => viewer.Agent != _session.Access.Agent)];
        lock (_gate)
        {
            // An answer that was asked for earlier may come later; it knows less.
            if (turn < _shown)
            {
                return;
            }
            _shown = turn;
            if (others.SequenceEqual(Others))
            {
                return;
            }
            Others = others;
        }
        Notify();
    }

    private void Receive(FeedEvent feedEvent)
    {
        switch (feedEvent)
        {
            case FeedEvent.ViewersChanged:
                _ = ReadAsync();
                break;
            case FeedEvent.TypingChanged { FromVisitor: true, Mode: ViewerMode.Viewing }:
                StopTyping();
                break;
            case FeedEvent.TypingChanged { FromVisitor: true } typing:
                TypingVisitor = typing.Name;
                _visitorQuiet.Change(Pause, Timeout.InfiniteTimeSpan);
                Notify();
                break;
        }
    }

    private void StopTyping()
    {
        if (TypingVisitor is not null)
        {
            TypingVisitor = null;
            Notify();
        }
    }
}
