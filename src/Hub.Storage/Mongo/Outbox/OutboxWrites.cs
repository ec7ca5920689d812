using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Mongo.Connections;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Outbox;

/// <summary>Ends and adds outgoing work within a transaction, in a number of calls that does not grow with the work.</summary>
internal static class OutboxWrites
{
    /// <summary>The lanes of the entries whose lease still holds, by entry id.</summary>
    public static async Task<Dictionary<string, string>> LeasedAsync(
        MongoConnection connection, IClientSessionHandle session, IReadOnlyList<Settlement> settlements)
    {
        var stored = await connection.Outbox
            .Find(session, new BsonDocument("_id", new BsonDocument("$in", new BsonArray(settlements.Select(static settlement => settlement.EntryId).Distinct()))))
            .Project<BsonDocument>(new BsonDocument { ["lane"] = 1, ["lease"] = 1 }).ToListAsync().ConfigureAwait(false);
        var tokens = stored.ToDictionary(static entry => entry["_id"].AsString);
        return settlements
            .Where(settlement => tokens.TryGetValue(settlement.EntryId, out var entry) && entry["lease"] == settlement.LeaseToken)
            .DistinctBy(static settlement => settlement.EntryId)
            .ToDictionary(static settlement => settlement.EntryId, settlement => tokens[settlement.EntryId]["lane"].AsString);
    }

    /// <summary>Settles and enqueues what the change set says.</summary>
    /// <exception cref="TryAgainException">A lease was lost.</exception>
    public static async Task RunAsync(MongoConnection connection, IClientSessionHandle session, ChangeSet changes)
    {
        var leased = changes.Settlements.Count == 0 ? []
            : await LeasedAsync(connection, session, changes.Settlements).ConfigureAwait(false);
        if (changes.Settlements.Any(settlement => !leased.ContainsKey(settlement.EntryId)))
        {
            throw new TryAgainException();
        }
        await WriteAsync(connection, session, changes.Settlements, leased, changes.Outbox).ConfigureAwait(false);
    }

    /// <summary>Writes settlements whose lease holds, and new entries.</summary>
    public static async Task WriteAsync(MongoConnection connection, IClientSessionHandle session, IReadOnlyList<Settlement> settlements,
        Dictionary<string, string> leased, IReadOnlyList<OutboxEntry> added)
    {
        if (settlements.Count + added.Count == 0)
        {
            return;
        }
        var ends = settlements.Where(static settlement => settlement is not Settlement.Retry).Select(settlement => leased[settlement.EntryId]);
        var lanes = await ReadLanesAsync(connection, session, [.. ends.Concat(added.Select(OutboxBson.LaneOf)).Distinct()]).ConfigureAwait(false);
        foreach (var lane in ends)
        {
            lanes[lane].End();
        }
        List<WriteModel<BsonDocument>> models =
        [
            .. settlements.Select(settlement => OutboxBson.Settle(settlement, leased[settlement.EntryId])),
            .. lanes.Where(static lane => lane.Value.Promoted is not null).Select(static lane => OutboxBson.Promote(lane.Key, lane.Value.Promoted!.Value)),
            .. added.Select(entry => new InsertOneModel<BsonDocument>(Numbered(entry, lanes[OutboxBson.LaneOf(entry)]))),
        ];
        await WriteAllAsync(connection.Outbox, session, models).ConfigureAwait(false);
        await WriteAllAsync(connection.Lanes, session, [.. lanes.Values.Select(static lane => lane.ToModel())]).ConfigureAwait(false);
    }

    /// <summary>Writes entries as another store held them, in the order given; those that are there stay.</summary>
    public static async Task PutAsync(MongoConnection connection, IClientSessionHandle session, IReadOnlyList<StoredOutboxEntry> entries)
    {
        var ids = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(entries.Select(static stored => stored.Entry.Id))));
        var known = (await connection.Outbox.Find(session, ids).Project<BsonDocument>(new BsonDocument("_id", 1)).ToListAsync().ConfigureAwait(false))
            .Select(static stored => stored["_id"].AsString).ToHashSet(StringComparer.Ordinal);
        var added = entries.Where(stored => !known.Contains(stored.Entry.Id)).ToList();
        var names = added.Where(static stored => !stored.IsFailed).Select(static stored => OutboxBson.LaneOf(stored.Entry)).Distinct();
        var lanes = await ReadLanesAsync(connection, session, [.. names]).ConfigureAwait(false);
        await WriteAllAsync(connection.Outbox, session, [.. added.Select(stored => new InsertOneModel<BsonDocument>(
            OutboxBson.Of(stored, stored.IsFailed ? OutboxBson.NoPlace : lanes[OutboxBson.LaneOf(stored.Entry)].Add())))]).ConfigureAwait(false);
        await WriteAllAsync(connection.Lanes, session, [.. lanes.Values.Select(static lane => lane.ToModel())]).ConfigureAwait(false);
    }

    private static BsonDocument Numbered(OutboxEntry entry, LaneEdit lane)
    {
        var (number, isHead) = lane.Add();
        return OutboxBson.Of(entry, number, isHead);
    }

    private static async Task<Dictionary<string, LaneEdit>> ReadLanesAsync(MongoConnection connection, IClientSessionHandle session, List<string> names)
    {
        if (names.Count == 0)
        {
            return [];
        }
        var stored = await connection.Lanes.Find(session, new BsonDocument("_id", new BsonDocument("$in", new BsonArray(names))))
            .ToListAsync().ConfigureAwait(false);
        var known = stored.ToDictionary(static lane => lane["_id"].AsString);
        return names.ToDictionary(static name => name, name => new LaneEdit(name, known.GetValueOrDefault(name)));
    }

    private static async Task WriteAllAsync(
        IMongoCollection<BsonDocument> collection, IClientSessionHandle session, List<WriteModel<BsonDocument>> models)
    {
        if (models.Count == 0)
        {
            return;
        }
        var result = await collection.BulkWriteAsync(session, models).ConfigureAwait(false);
        if (result.InsertedCount + result.MatchedCount + result.DeletedCount != models.Count)
        {
            throw new TryAgainException();
        }
    }
}
