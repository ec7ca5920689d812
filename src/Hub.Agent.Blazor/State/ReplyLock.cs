using Hub.Core.Live;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>The lock on one ticket as this agent's composer sees it: taken with the first keystroke, kept while typing, given back
/// after two idle minutes, on sending and on leaving.</summary>
public sealed class ReplyLock : ObservableState, IAsyncDisposable
{
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);
    private readonly LockTicket _locks;
    private readonly ConsoleSession _session;
    private readonly TicketId _ticket;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ITimer _timer;
    private readonly IDisposable _events;
    private readonly IDisposable _updates;
    private DateTimeOffset _typedAt;
    private bool _isConnected = true;

    public ReplyLock(LockTicket locks, TicketFeed feed, ConsoleSession session, TicketId ticket, TimeProvider clock)
    {
        (_locks, _session, _ticket, _clock) = (locks, session, ticket, clock);
        _timer = clock.CreateTimer(_ => _ = RenewAsync(), null, Renewal, Renewal);
        _updates = feed.Watch(ticket, update =>
        {
            // Another window of the same agent may have given the lock back: the next keystroke takes it anew.
            if (Token is { } token && update.Ticket.LastLockToken >= token && update.Ticket.Lock?.Token != token)
            {
                Token = null;
            }
        });
        _events = feed.WatchEvents(ticket, feedEvent =>
        {
            if (feedEvent is FeedEvent.LockAsked asked && asked.From == session.Access.Agent && asked.By != asked.From)
            {
                (Token, TakenBy) = (null, asked.ByName);
                Notify();
            }
        });
    }

    /// <summary>Fencing number while this agent holds the lock, else null.</summary>
    public long? Token { get; private set; }

    /// <summary>Who took the lock away from this agent, until it types again; else null.</summary>
    public string? TakenBy { get; private set; }

    /// <summary>The agent typed in a reply. Takes the lock if it is free.</summary>
    public async Task TypedAsync()
    {
        _typedAt = _clock.GetUtcNow();
        if (Token is null && TakenBy is null)
        {
            await TakeAsync(takesOver: false);
        }
    }

    /// <summary>Takes the lock from whoever holds it.</summary>
    public async Task TakeOverAsync()
    {
        _typedAt = _clock.GetUtcNow();
        await TakeAsync(takesOver: true);
    }

    /// <summary>The reply was sent; its commit gave the lock back.</summary>
    public void Sent()
    {
        (Token, TakenBy) = (null, null);
        Notify();
    }

    /// <summary>Without a connection the lock is no longer renewed and runs out by itself.</summary>
    public void SetConnected(bool isConnected) => _isConnected = isConnected;

    /// <summary>Gives the lock back.</summary>
    public async Task ReleaseAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (Token is not null)
            {
                Token = null;
                await _locks.ReleaseAsync(_ticket, _session.Access, CancellationToken.None);
            }
        }
        catch (StoreUnavailableException)
        {
            // The lease runs out by itself.
            return;
        }
        finally
        {
            _gate.Release();
        }
        Notify();
    }

    public async ValueTask DisposeAsync()
    {
        _events.Dispose();
        _updates.Dispose();
        await _timer.DisposeAsync();
        await ReleaseAsync();
        _gate.Dispose();
    }

    private async Task TakeAsync(bool takesOver)
    {
        await _gate.WaitAsync(_session.Ended);
        try
        {
            var outcome = takesOver
                ? await _locks.TakeOverAsync(_ticket, _session.Access, _session.Ended)
                : Token is null ? await _locks.TakeAsync(_ticket, _session.Access, _session.Ended) : null;
            if (outcome is LockOutcome.Held held)
            {
                (Token, TakenBy) = (held.Lock.Token, null);
            }
        }
        finally
        {
            _gate.Release();
        }
        Notify();
    }

    private async Task RenewAsync()
    {
        if (Token is not { } token || !_isConnected)
        {
            return;
        }
        if (_clock.GetUtcNow() - _typedAt > Idle)
        {
            await ReleaseAsync();
        }
        else if (!await _locks.RenewAsync(_ticket, token, CancellationToken.None) && Token == token)
        {
            Token = null;
            Notify();
        }
    }
}
