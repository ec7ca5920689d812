using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Live;

/// <summary>Wakes what in this process shows a ticket. The committing node hands its watchers the change itself; changes of other
/// nodes arrive with their hints or, when they are long, are read once for all watchers.</summary>
/// <remarks>Callbacks run on the publisher's thread: they must be quick. One that throws is logged and fails neither the change, which is
/// stored by then, nor the other watchers. Best effort: revisions heal gaps.</remarks>
public sealed partial class TicketFeed : IDisposable
{
    private readonly ConcurrentDictionary<TicketId, ImmutableArray<Action<TicketUpdate>>> _ticketWatchers = new();
    private readonly ConcurrentDictionary<TicketId, ImmutableArray<Action<FeedEvent>>> _eventWatchers = new();
    private ImmutableArray<Action<TicketUpdate>> _allWatchers = [];
    private ImmutableArray<Action<FeedEvent>> _allEventWatchers = [];
    private ImmutableArray<Action> _resyncWatchers = [];
    private readonly IHubStore _store;
    private readonly IFanout _fanout;
    private readonly ILogger<TicketFeed> _log;
    private readonly IDisposable _subscription;

    /// <summary>Starts listening to the other nodes.</summary>
    public TicketFeed(IHubStore store, IFanout fanout, ILogger<TicketFeed> log)
    {
        _store = store;
        _fanout = fanout;
        _log = log;
        _subscription = fanout.Subscribe(Receive, Resync);
    }

    /// <summary>Changes of one ticket.</summary>
    public IDisposable Watch(TicketId ticket, Action<TicketUpdate> receive) => AddTo(_ticketWatchers, ticket, receive);

    /// <summary>Changes of all tickets; the watcher checks what it may see.</summary>
    public IDisposable WatchAll(Action<TicketUpdate> receive)
    {
        ImmutableInterlocked.Update(ref _allWatchers, static (all, added) => all.Add(added), receive);
        return new Subscription(() => ImmutableInterlocked.Update(ref _allWatchers, static (all, gone) => all.Remove(gone), receive));
    }

    /// <summary>Typing, viewers and lock events of one ticket.</summary>
    public IDisposable WatchEvents(TicketId ticket, Action<FeedEvent> receive) => AddTo(_eventWatchers, ticket, receive);

    /// <summary>Every event of any ticket and of none.</summary>
    public IDisposable WatchAllEvents(Action<FeedEvent> receive)
    {
        ImmutableInterlocked.Update(ref _allEventWatchers, static (all, added) => all.Add(added), receive);
        return new Subscription(() => ImmutableInterlocked.Update(ref _allEventWatchers, static (all, gone) => all.Remove(gone), receive));
    }

    /// <summary>Anything may have been missed: read again from the last revision.</summary>
    public IDisposable WatchResync(Action resync)
    {
        ImmutableInterlocked.Update(ref _resyncWatchers, static (all, added) => all.Add(added), resync);
        return new Subscription(() => ImmutableInterlocked.Update(ref _resyncWatchers, static (all, gone) => all.Remove(gone), resync));
    }

    /// <summary>Tells everybody about a committed change.</summary>
    public void Publish(TicketUpdate update)
    {
        Dispatch(update);
        // From the first entry on: other nodes read all of a commit, not just its end.
        var rev = update.Entries.Count > 0 ? update.Entries[0].Rev : update.Ticket.LastRev + 1;
        _fanout.Publish(new FeedEvent.TicketChanged(update.Ticket.Id, rev) { Change = CarriedChange.Of(update) });
    }

    /// <summary>Tells this process about a ticket as it is stored now, which another node may have changed. Without its entries: who
    /// watches it sees the gap and reads.</summary>
    public void Hear(Ticket ticket) => Dispatch(new TicketUpdate(null, ticket, []));

    /// <summary>Tells everybody about something that is not stored.</summary>
    public void Publish(FeedEvent feedEvent)
    {
        Dispatch(feedEvent);
        _fanout.Publish(feedEvent);
    }

    /// <summary>Ends listening.</summary>
    public void Dispose() => _subscription.Dispose();

    private void Dispatch(TicketUpdate update)
    {
        if (_ticketWatchers.TryGetValue(update.Ticket.Id, out var watchers))
        {
            Tell(watchers, update);
        }
        Tell(_allWatchers, update);
    }

    private void Dispatch(FeedEvent feedEvent)
    {
        if (TicketOf(feedEvent) is { } ticket && _eventWatchers.TryGetValue(ticket, out var watchers))
        {
            Tell(watchers, feedEvent);
        }
        Tell(_allEventWatchers, feedEvent);
    }

    private void Tell<T>(ImmutableArray<Action<T>> watchers, T told)
    {
        foreach (var watcher in watchers)
        {
            try
            {
                watcher(told);
            }
            catch (Exception fault)
            {
                LogBroken(watcher.Method.DeclaringType?.FullName, fault);
            }
        }
    }

    private void Receive(FeedEvent feedEvent)
    {
        if (feedEvent is FeedEvent.TicketChanged { Change: { } carried })
        {
            Dispatch(carried.ToUpdate());
            return;
        }
        if (feedEvent is FeedEvent.TicketChanged changed)
        {
            if (!_allWatchers.IsEmpty || _ticketWatchers.ContainsKey(changed.Ticket))
            {
                _ = ReadAndDispatchAsync(changed);
            }
            return;
        }
        Dispatch(feedEvent);
    }

    private async Task ReadAndDispatchAsync(FeedEvent.TicketChanged changed)
    {
        try
        {
            var ticket = await _store.FindAsync(changed.Ticket, CancellationToken.None);
            if (ticket is null)
            {
                return;
            }
            var entries = await ThreadChanges.All.ReadAsync(_store, ticket, changed.Rev - 1, 200, CancellationToken.None);
            Dispatch(new TicketUpdate(null, ticket, entries.Items));
        }
        catch (StoreUnavailableException fault)
        {
            // The watchers see the gap with the next change and read for themselves.
            LogMissed(changed.Ticket.Value, fault);
        }
    }

    private void Resync()
    {
        foreach (var watcher in _resyncWatchers)
        {
            watcher();
        }
    }

    private static TicketId? TicketOf(FeedEvent feedEvent) => feedEvent switch
    {
        FeedEvent.TypingChanged typing => typing.Ticket,
        FeedEvent.ViewersChanged viewers => viewers.Ticket,
        FeedEvent.LockAsked lockAsked => lockAsked.Ticket,
        FeedEvent.TicketChanged changed => changed.Ticket,
        _ => null,
    };

    private static Subscription AddTo<T>(ConcurrentDictionary<TicketId, ImmutableArray<Action<T>>> watchers, TicketId ticket, Action<T> receive)
    {
        watchers.AddOrUpdate(ticket, [receive], (_, all) => all.Add(receive));
        return new Subscription(() =>
        {
            var left = watchers.AddOrUpdate(ticket, [], (_, all) => all.Remove(receive));
            if (left.IsEmpty)
            {
                watchers.TryRemove(KeyValuePair.Create(ticket, left));
            }
        });
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "A change of ticket {Ticket} on another node could not be read")]
    private partial void LogMissed(string ticket, Exception fault);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "{Watcher} failed at what it was told")]
    private partial void LogBroken(string? watcher, Exception fault);

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
