using Hub.Core.Outbound;
using Hub.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Outbox;

/// <summary>Documents of outgoing work. The oldest pending entry of each lane is its head; only heads are leased.</summary>
/// <remarks><c>lane</c> is consumer and lane, <c>n</c> the number within it, without gaps; <c>at</c> the server's time of the
/// commit, which orders commits; <c>readyAt</c> is when it is due or its lease ends; <c>state</c> 0 is pending, 1 failed.</remarks>
internal static class OutboxBson
{
    // The server puts its own time, which only grows, in place of an empty one.
    public static readonly BsonTimestamp ServerTime = new(0);

    /// <summary>Of an entry that was given up before it came here: no lane counts it.</summary>
    public static readonly (long Number, bool IsHead) NoPlace = (0, false);

    public static string LaneOf(OutboxEntry entry) => $"{entry.Consumer}/{entry.Lane}";

    public static BsonDocument Of(OutboxEntry entry, long number, bool isHead) => new()
    {
        ["_id"] = entry.Id,
        ["at"] = ServerTime,
        ["lane"] = LaneOf(entry),
        ["n"] = number,
        ["consumer"] = entry.Consumer,
        ["payload"] = entry.Payload,
        ["dueAt"] = entry.DueAt.ToUnixTimeMilliseconds(),
        ["trace"] = TextOrNull(entry.TraceParent),
        ["state"] = 0,
        ["head"] = isHead,
        ["readyAt"] = entry.DueAt.ToUnixTimeMilliseconds(),
        ["attempt"] = 0,
        ["lease"] = BsonNull.Value,
        ["reason"] = BsonNull.Value,
    };

    /// <summary>An entry as another store held it, under no lease.</summary>
    public static BsonDocument Of(StoredOutboxEntry stored, (long Number, bool IsHead) place)
    {
        var document = Of(stored.Entry, place.Number, place.IsHead);
        document["state"] = stored.IsFailed ? 1 : 0;
        document["attempt"] = stored.Attempts;
        document["reason"] = TextOrNull(stored.Reason);
        return document;
    }

    public static OutboxEntry EntryOf(BsonDocument stored)
    {
        var consumer = stored["consumer"].AsString;
        return new OutboxEntry(stored["_id"].AsString, consumer, stored["lane"].AsString[(consumer.Length + 1)..], stored["payload"].AsString,
            DateTimeOffset.FromUnixTimeMilliseconds(stored["dueAt"].AsInt64), TextOrNull(stored["trace"]));
    }

    public static StoredOutboxEntry StoredOf(BsonDocument stored) =>
        new(EntryOf(stored), stored["state"].AsInt32 == 1, stored["attempt"].AsInt32, TextOrNull(stored["reason"]));

    /// <summary>Records the end of leased work.</summary>
    /// <param name="settlement">What became of it.</param>
    /// <param name="lane">Its lane, by which a sharded cluster finds it.</param>
    public static WriteModel<BsonDocument> Settle(Settlement settlement, string lane)
    {
        var leased = new BsonDocument { ["_id"] = settlement.EntryId, ["lane"] = lane, ["lease"] = settlement.LeaseToken };
        return settlement switch
        {
            Settlement.Done => new DeleteOneModel<BsonDocument>(leased),
            Settlement.Retry retry => new UpdateOneModel<BsonDocument>(leased, new BsonDocument("$set", new BsonDocument
            {
                ["lease"] = BsonNull.Value,
                ["dueAt"] = retry.At.ToUnixTimeMilliseconds(),
                ["readyAt"] = retry.At.ToUnixTimeMilliseconds(),
                ["reason"] = retry.Reason,
            })),
            Settlement.Failed failed => new UpdateOneModel<BsonDocument>(leased, new BsonDocument("$set", new BsonDocument
            {
                ["lease"] = BsonNull.Value,
                ["state"] = 1,
                ["head"] = false,
                ["reason"] = failed.Reason,
            })),
            _ => throw new ArgumentOutOfRangeException(nameof(settlement)),
        };
    }

    /// <summary>Makes the entry with that number the head of its lane.</summary>
    public static WriteModel<BsonDocument> Promote(string lane, long number) => new UpdateOneModel<BsonDocument>(
        new BsonDocument { ["lane"] = lane, ["n"] = number }, new BsonDocument("$set", new BsonDocument("head", true)));

    private static BsonValue TextOrNull(string? text) => text is null ? BsonNull.Value : text;

    private static string? TextOrNull(BsonValue value) => value.IsString ? value.AsString : null;
}
