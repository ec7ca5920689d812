using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Storage.Mongo.Connections;
using Hub.Storage.Outbox;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Outbox;

/// <summary>Leases of outgoing work, shared by all nodes.</summary>
internal sealed class MongoOutbox(MongoConnection connection, MongoTransactions transactions, OutboxSignals signals, TimeProvider clock) : IOutbox
{
    // Looking again finds what no signal told of: work of another node while the change stream was away.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly BsonDocument Earliest = new() { ["readyAt"] = 1, ["at"] = 1 };

    public ValueTask<IReadOnlyList<LeasedEntry>> LeaseAsync(string consumer, int max, TimeSpan duration, CancellationToken ct) =>
        MongoCalls.RunAsync(async () =>
        {
            var now = clock.GetUtcNow();
            var ready = Heads(consumer).Add("readyAt", new BsonDocument("$lte", now.ToUnixTimeMilliseconds()));
            var found = await connection.Outbox.Find(ready, new FindOptions { Hint = "ready" }).Sort(Earliest).Limit(max)
                .Project<BsonDocument>(new BsonDocument("_id", 1)).ToListAsync(ct).ConfigureAwait(false);
            return found.Count == 0 ? [] : await LeaseAsync(ready, [.. found.Select(static entry => entry["_id"].AsString)], now + duration, ct).ConfigureAwait(false);
        });

    public ValueTask<IReadOnlySet<string>> RenewAsync(IReadOnlyCollection<LeasedEntry> work, TimeSpan duration, CancellationToken ct) =>
        MongoCalls.RunAsync(async () =>
        {
            var held = new BsonDocument
            {
                ["_id"] = new BsonDocument("$in", new BsonArray(work.Select(static leased => leased.Entry.Id))),
                ["lease"] = new BsonDocument("$in", new BsonArray(work.Select(static leased => leased.LeaseToken).Distinct())),
            };
            var until = new BsonDocument("readyAt", (clock.GetUtcNow() + duration).ToUnixTimeMilliseconds());
            await connection.Outbox.UpdateManyAsync(held, new BsonDocument("$set", until), cancellationToken: ct).ConfigureAwait(false);
            var renewed = await connection.Outbox.Find(held).Project<BsonDocument>(new BsonDocument("lease", 1)).ToListAsync(ct).ConfigureAwait(false);
            var tokens = renewed.ToDictionary(static entry => entry["_id"].AsString, static entry => entry["lease"].AsString);
            return (IReadOnlySet<string>)work.Where(leased => tokens.GetValueOrDefault(leased.Entry.Id) == leased.LeaseToken)
                .Select(static leased => leased.Entry.Id).ToHashSet(StringComparer.Ordinal);
        });

    public ValueTask<IReadOnlySet<string>> SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken ct) =>
        MongoCalls.RunAsync(async () =>
        {
            var settled = await transactions.RunAsync(async (session, _) =>
            {
                var leased = await OutboxWrites.LeasedAsync(connection, session, settlements).ConfigureAwait(false);
                var held = settlements.Where(settlement => leased.ContainsKey(settlement.EntryId)).DistinctBy(static settlement => settlement.EntryId).ToList();
                await OutboxWrites.WriteAsync(connection, session, held, leased, []).ConfigureAwait(false);
                return (held.Count > 0, (IReadOnlySet<string>)held.Select(static settlement => settlement.EntryId).ToHashSet(StringComparer.Ordinal));
            }).WaitAsync(ct).ConfigureAwait(false);
            signals.RaiseAll();
            return settled;
        });

    public async ValueTask HastenAsync(string consumer, string reason, CancellationToken ct) => await MongoCalls.RunAsync(async () =>
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var putOff = Heads(consumer).Add("readyAt", new BsonDocument("$gt", now)).Add("lease", BsonNull.Value).Add("reason", reason);
        var due = new BsonDocument("$set", new BsonDocument { ["dueAt"] = now, ["readyAt"] = now });
        await connection.Outbox.UpdateManyAsync(putOff, due, cancellationToken: ct).ConfigureAwait(false);
        signals.RaiseAll();
        return true;
    }).ConfigureAwait(false);

    public async ValueTask WaitAsync(string consumer, CancellationToken ct)
    {
        var signal = signals.Next(consumer);
        var readyAt = await NextReadyAtAsync(consumer, ct).ConfigureAwait(false);
        var wait = readyAt is { } at ? at - clock.GetUtcNow() : LongestWait;
        if (wait <= TimeSpan.Zero)
        {
            return;
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pause = Task.Delay(wait < LongestWait ? wait : LongestWait, clock, stop.Token);
        // The clock may have moved on before the timer was set.
        if (readyAt is not { } due || due > clock.GetUtcNow())
        {
            await Task.WhenAny(signal, pause).ConfigureAwait(false);
        }
        await stop.CancelAsync().ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
    }

    public ValueTask<OutboxDepth> DepthAsync(CancellationToken ct) => MongoCalls.RunAsync(async () =>
    {
        var pending = new BsonDocument("state", 0);
        var options = new CountOptions { Hint = "state" };
        var waiting = await connection.Outbox.CountDocumentsAsync(pending, options, ct).ConfigureAwait(false);
        var failed = await connection.Outbox.CountDocumentsAsync(new BsonDocument("state", 1), options, ct).ConfigureAwait(false);
        var oldest = await connection.Outbox.Find(pending, new FindOptions { Hint = "state" }).Sort(new BsonDocument("dueAt", 1))
            .Project<BsonDocument>(new BsonDocument("dueAt", 1)).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        return new OutboxDepth((int)waiting, (int)failed, oldest is null ? null : InstantOf(oldest["dueAt"]));
    });

    private ValueTask<DateTimeOffset?> NextReadyAtAsync(string consumer, CancellationToken ct) => MongoCalls.RunAsync(async () =>
    {
        var next = await connection.Outbox.Find(Heads(consumer), new FindOptions { Hint = "ready" }).Sort(Earliest)
            .Project<BsonDocument>(new BsonDocument("readyAt", 1)).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        return next is null ? (DateTimeOffset?)null : InstantOf(next["readyAt"]);
    });

    /// <summary>Takes those that nobody took meanwhile. Two calls whatever their number; a lost answer leaves leases that lapse.</summary>
    private async Task<IReadOnlyList<LeasedEntry>> LeaseAsync(BsonDocument ready, List<string> ids, DateTimeOffset until, CancellationToken ct)
    {
        var token = Guid.NewGuid().ToString("n");
        var among = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids)));
        var taken = await connection.Outbox.UpdateManyAsync(new BsonDocument(among).AddRange(ready), new BsonDocument
        {
            ["$set"] = new BsonDocument { ["lease"] = token, ["readyAt"] = until.ToUnixTimeMilliseconds() },
            ["$inc"] = new BsonDocument("attempt", 1),
        }, cancellationToken: ct).ConfigureAwait(false);
        if (taken.MatchedCount == 0)
        {
            return [];
        }
        var leased = await connection.Outbox.Find(new BsonDocument(among).Add("lease", token)).ToListAsync(ct).ConfigureAwait(false);
        return [.. leased.Select(entry => new LeasedEntry(OutboxBson.EntryOf(entry), entry["attempt"].AsInt32, token, until))];
    }

    private static BsonDocument Heads(string consumer) => new() { ["head"] = true, ["consumer"] = consumer };

    private static DateTimeOffset InstantOf(BsonValue value) => DateTimeOffset.FromUnixTimeMilliseconds(value.AsInt64);
}
