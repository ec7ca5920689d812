using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Outbox;

/// <summary>A lane while a transaction changes it. Its document holds the number of the head and of the next entry; whoever adds
/// or ends an entry writes it, so that two of them never pass each other unseen. An empty lane has no document.</summary>
internal sealed class LaneEdit(string name, BsonDocument? stored)
{
    private readonly long _head = stored?["head"].AsInt64 ?? 1;
    private readonly long _next = stored?["next"].AsInt64 ?? 1;
    private long _ended;
    private long _added;

    /// <summary>The head has ended.</summary>
    public void End() => _ended++;

    /// <summary>Number of an entry that is added at the end, and whether it is the head.</summary>
    public (long Number, bool IsHead) Add()
    {
        var number = _next + _added++;
        return (number, number == _head + _ended);
    }

    /// <summary>Number of a stored entry that becomes the head; null when there is none.</summary>
    public long? Promoted => _ended > 0 && _head + _ended < _next ? _head + _ended : null;

    public WriteModel<BsonDocument> ToModel()
    {
        var (head, next) = (_head + _ended, _next + _added);
        if (stored is null)
        {
            return new InsertOneModel<BsonDocument>(new BsonDocument { ["_id"] = name, ["head"] = head, ["next"] = next });
        }
        return head == next
            ? new DeleteOneModel<BsonDocument>(stored)
            : new UpdateOneModel<BsonDocument>(stored, new BsonDocument("$set", new BsonDocument { ["head"] = head, ["next"] = next }));
    }
}
