using System.Threading.Channels;
using Hub.Core.Live;
using Hub.Core.Ports;

namespace Hub.Coordination.Tests.Fanout;

/// <summary>What one node heard, in order; null stands for "resync".</summary>
internal sealed class Heard : IDisposable
{
    private readonly Channel<FeedEvent?> _heard = Channel.CreateUnbounded<FeedEvent?>();
    private readonly IDisposable _subscription;

    public Heard(IFanout fanout) =>
        _subscription = fanout.Subscribe(feedEvent => _heard.Writer.TryWrite(feedEvent), () => _heard.Writer.TryWrite(null));

    public async Task<FeedEvent?> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _heard.Reader.ReadAsync(limit.Token);
    }

    public async Task UntilResyncAsync()
    {
        while (await NextAsync() is not null)
        {
            continue;
        }
    }

    public async Task<FeedEvent> NextHintAsync()
    {
        while (true)
        {
            if (await NextAsync() is { } hint)
            {
                return hint;
            }
        }
    }

    public bool IsEmpty => _heard.Reader.Count == 0;

    public void Dispose() => _subscription.Dispose();
}
