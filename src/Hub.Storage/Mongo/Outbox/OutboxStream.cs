using Hub.Storage.Mongo.Connections;
using Hub.Storage.Outbox;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Outbox;

/// <summary>Wakes those who wait for outgoing work when any node enqueues or frees some. It only wakes: what it misses is found
/// by looking, so it keeps no place and begins anew after a fault.</summary>
internal sealed partial class OutboxStream : IAsyncDisposable
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    // New entries, and entries that became the head of their lane or due again; leases are of no interest.
    private static readonly BsonDocument[] Interesting =
    [
        new("$match", new BsonDocument("$or", new BsonArray
        {
            new BsonDocument("operationType", "insert"),
            new BsonDocument("updateDescription.updatedFields.head", true),
            new BsonDocument("updateDescription.updatedFields.dueAt", new BsonDocument("$exists", true)),
        })),
        new("$project", new BsonDocument { ["_id"] = 1, ["operationType"] = 1 }),
    ];

    private readonly MongoConnection _connection;
    private readonly OutboxSignals _signals;
    private readonly ILogger<OutboxStream> _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public OutboxStream(MongoConnection connection, OutboxSignals signals, ILogger<OutboxStream> log)
    {
        _connection = connection;
        _signals = signals;
        _log = log;
        _loop = Task.Run(LoopAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await FollowAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop must outlive every fault; meanwhile waiting consumers look by themselves.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogFault(fault);
                await Task.Delay(AfterFault, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync()
    {
        using var stream = await _connection.Outbox
            .WatchAsync<BsonDocument>(Interesting, cancellationToken: _stop.Token).ConfigureAwait(false);
        while (await stream.MoveNextAsync(_stop.Token).ConfigureAwait(false))
        {
            if (stream.Current.Any())
            {
                _signals.RaiseAll();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The change stream of outgoing work ended; work of other nodes is found by looking until it is back.")]
    private partial void LogFault(Exception fault);
}
