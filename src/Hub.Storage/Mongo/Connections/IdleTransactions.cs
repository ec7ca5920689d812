using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Connections;

/// <summary>Ends transactions that nobody goes on with. A node that is killed or halted in the middle of a commit holds what it wrote
/// against everybody until MongoDB ends the transaction by itself, after a minute unless it is told otherwise.</summary>
/// <remarks>Between two statements Hub does nothing that takes time, so what was idle for two seconds belongs to such a node. One that
/// is merely slow repeats its transaction. Needs no privilege: sessions of one's own user may be seen and ended by everybody.</remarks>
internal sealed partial class IdleTransactions : IAsyncDisposable
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(30);

    private readonly MongoConnection _connection;
    private readonly ILogger<IdleTransactions> _log;
    private readonly BsonDocument[] _idle;
    private readonly EndlessLoop _loop;

    public IdleTransactions(MongoConnection connection, ILogger<IdleTransactions> log)
    {
        _connection = connection;
        _log = log;
        _idle =
        [
            new("$currentOp", new BsonDocument { ["allUsers"] = false, ["idleSessions"] = true }),
            new("$match", new BsonDocument
            {
                ["type"] = "idleSession",
                ["appName"] = connection.ApplicationName,
                ["transaction.timeInactiveMicros"] = new BsonDocument("$gte", (long)LongestIdle.TotalMicroseconds),
            }),
            new("$project", new BsonDocument("lsid", 1)),
        ];
        _loop = new EndlessLoop(EndAsync, Period, AfterFault, LogFault);
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task EndAsync(CancellationToken ct)
    {
        using var found = await _connection.Admin.AggregateAsync<BsonDocument>(_idle, cancellationToken: ct).ConfigureAwait(false);
        var sessions = await found.ToListAsync(ct).ConfigureAwait(false);
        if (sessions.Count == 0)
        {
            return;
        }
        LogEnded(sessions.Count);
        var ids = new BsonArray(sessions.Select(static session => new BsonDocument("id", session["lsid"]["id"])));
        await _connection.Admin.RunCommandAsync<BsonDocument>(new BsonDocument("killSessions", ids), cancellationToken: ct).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ended {Count} transactions that a killed or halted node had left open.")]
    private partial void LogEnded(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Transactions that a killed node leaves open cannot be looked for; MongoDB ends them after transactionLifetimeLimitSeconds.")]
    private partial void LogFault(Exception fault);
}
