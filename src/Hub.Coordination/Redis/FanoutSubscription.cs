using System.Collections.Immutable;
using Hub.Core.Live;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Hub.Coordination.Redis;

/// <summary>The receiving half of the fan-out. A subscription counts as restored when a probe this node sent comes back to it;
/// only then is "resync" raised, so that nothing falls between the two.</summary>
internal sealed partial class FanoutSubscription : IAsyncDisposable
{
    public static readonly TimeSpan ProbeEvery = TimeSpan.FromMilliseconds(200);

    private readonly RedisConnection _connection;
    private readonly RedisChannel _channel;
    private readonly string _node;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wake = new(1);
    private readonly TaskCompletionSource _firstEcho = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _watching;
    private ImmutableArray<Subscriber> _subscribers = [];
    private volatile bool _isProven;

    public FanoutSubscription(RedisConnection connection, RedisChannel channel, string node, ILogger logger)
    {
        _connection = connection;
        _channel = channel;
        _node = node;
        _logger = logger;
        connection.Multiplexer.ConnectionFailed += OnChanged;
        connection.Multiplexer.ConnectionRestored += OnChanged;
        _watching = WatchAsync(_stop.Token);
    }

    /// <summary>Completes when the subscription is proven for the first time.</summary>
    public Task FirstEcho => _firstEcho.Task;

    /// <summary>Whether a probe has come back since the connection last changed.</summary>
    public bool IsProven => _isProven;

    public IDisposable Add(Action<FeedEvent> receive, Action resync)
    {
        var subscriber = new Subscriber(this, receive, resync);
        ImmutableInterlocked.Update(ref _subscribers, static (all, one) => all.Add(one), subscriber);
        return subscriber;
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Multiplexer.ConnectionFailed -= OnChanged;
        _connection.Multiplexer.ConnectionRestored -= OnChanged;
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private void OnChanged(object? sender, ConnectionFailedEventArgs e)
    {
        _isProven = false;
        _wake.Release();
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        var isSubscribed = false;
        try
        {
            while (true)
            {
                await _wake.WaitAsync(_isProven ? Timeout.InfiniteTimeSpan : ProbeEvery, ct);
                if (_isProven || !_connection.Multiplexer.IsConnected)
                {
                    continue;
                }

                isSubscribed = isSubscribed || TrySubscribe();
                await _connection.TryAsync(database => database.PublishAsync(_channel, new FanoutMessage(_node, FanoutKind.Probe, null).Write()), ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    /// <summary>The client keeps the subscription from here on, over any number of connections.</summary>
    private bool TrySubscribe()
    {
        try
        {
            _connection.Multiplexer.GetSubscriber().Subscribe(_channel, CommandFlags.FireAndForget)
                .OnMessage(message => Receive((string?)message.Message));
            return true;
        }
        catch (RedisException fault)
        {
            LogNotSubscribed(fault);
            return false;
        }
    }

    private void Receive(string? text)
    {
        if (FanoutMessage.Read(text) is not { } message)
        {
            LogUnreadable();
        }
        else if (message.Node != _node)
        {
            Tell(message);
        }
        else if (message.Kind == FanoutKind.Probe && !_isProven)
        {
            _isProven = true;
            TellAll(static subscriber => subscriber.Resync());
            _firstEcho.TrySetResult();
        }
    }

    private void Tell(FanoutMessage message)
    {
        if (message is { Kind: FanoutKind.Event, Event: { } feedEvent })
        {
            TellAll(subscriber => subscriber.Receive(feedEvent));
        }
        else if (message.Kind != FanoutKind.Probe)
        {
            TellAll(static subscriber => subscriber.Resync());
        }
    }

    private void TellAll(Action<Subscriber> tell)
    {
        foreach (var subscriber in _subscribers)
        {
            try
            {
                tell(subscriber);
            }
#pragma warning disable CA1031 // One subscriber's fault must not keep hints from the others.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogSubscriberFailed(fault);
            }
        }
    }

    private sealed class Subscriber(FanoutSubscription owner, Action<FeedEvent> receive, Action resync) : IDisposable
    {
        public Action<FeedEvent> Receive { get; } = receive;

        public Action Resync { get; } = resync;

        public void Dispose() =>
            ImmutableInterlocked.Update(ref owner._subscribers, static (all, one) => all.Remove(one), this);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Fan-out subscription stopped")]
    private partial void LogStopped();

    [LoggerMessage(Level = LogLevel.Debug, Message = "Fan-out not yet subscribed")]
    private partial void LogNotSubscribed(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A fan-out message could not be read and was ignored")]
    private partial void LogUnreadable();

    [LoggerMessage(Level = LogLevel.Error, Message = "A fan-out subscriber failed")]
    private partial void LogSubscriberFailed(Exception fault);
}
