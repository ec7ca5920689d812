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
    private readonly EndlessLoop _loop;

    public OutboxStream(MongoConnection connection, OutboxSignals signals, ILogger<OutboxStream> log)
    {
        _connection = connection;
        _signals = signals;
        _log = log;
        _loop = new EndlessLoop(FollowAsync, TimeSpan.Zero, AfterFault, LogFault);
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task FollowAsync(CancellationToken ct)
    {
        using var stream = await _connection.Outbox
            .WatchAsync<BsonDocument>(Interesting, cancellationToken: ct).ConfigureAwait(false);
        while (await stream.MoveNextAsync(ct).ConfigureAwait(false))
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
