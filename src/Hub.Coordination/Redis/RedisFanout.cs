using System.Threading.Channels;
using Hub.Core.Live;
using Hub.Core.Ports;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Hub.Coordination.Redis;

/// <summary>Hints over one publish/subscribe channel. Hints of one node arrive in the order they were published; after a lost
/// connection every subscriber is told to resync, here and, when hints were dropped, on the other nodes too.</summary>
public sealed partial class RedisFanout : IFanout, IAsyncDisposable
{
    /// <summary>Hints waiting to be sent; beyond them hints are dropped and a gap is told.</summary>
    private const int Waiting = 10_000;

    private readonly string _node = Guid.NewGuid().ToString("n");
    private readonly RedisConnection _connection;
    private readonly ILogger<RedisFanout> _logger;
    private readonly RedisChannel _channel;
    private readonly Channel<FeedEvent> _outgoing = Channel.CreateBounded<FeedEvent>(
        new BoundedChannelOptions(Waiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly FanoutSubscription _subscription;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sending;
    private volatile bool _dropped;

    public RedisFanout(RedisConnection connection, ILogger<RedisFanout> logger)
    {
        _connection = connection;
        _logger = logger;
        _channel = RedisChannel.Literal(connection.Prefix + "feed");
        _subscription = new FanoutSubscription(connection, _channel, _node, logger);
        _sending = SendAsync(_stop.Token);
    }

    /// <summary>Completes when hints of other nodes reach this one for the first time.</summary>
    public Task WhenSubscribedAsync(CancellationToken ct) => _subscription.FirstEcho.WaitAsync(ct);

    public bool IsCarrying => _subscription.IsProven;

    public void Publish(FeedEvent feedEvent)
    {
        if (!_outgoing.Writer.TryWrite(feedEvent))
        {
            _dropped = true;
        }
    }

    public IDisposable Subscribe(Action<FeedEvent> receive, Action resync) => _subscription.Add(receive, resync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _outgoing.Writer.TryComplete();
        await _sending;
        await _subscription.DisposeAsync();
        _stop.Dispose();
    }

    private async Task SendAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var feedEvent in _outgoing.Reader.ReadAllAsync(ct))
            {
                _dropped |= !await TrySendAsync(new FanoutMessage(_node, FanoutKind.Event, feedEvent), ct);
                while (_dropped)
                {
                    await TellGapAsync(ct);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    /// <summary>Drops what waits and tells the other nodes so; tries again later when they cannot be reached.</summary>
    private async Task TellGapAsync(CancellationToken ct)
    {
        while (_outgoing.Reader.TryRead(out _))
        {
            continue;
        }

        _dropped = false;
        if (!await TrySendAsync(new FanoutMessage(_node, FanoutKind.Gap, null), ct))
        {
            _dropped = true;
            await Task.Delay(FanoutSubscription.ProbeEvery, ct);
        }
    }

    private async Task<bool> TrySendAsync(FanoutMessage message, CancellationToken ct)
    {
        var text = message.Write();
        var answer = await _connection.TryAsync(database => database.PublishAsync(_channel, text), ct);
        return answer.IsKnown;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Fan-out stopped")]
    private partial void LogStopped();
}
