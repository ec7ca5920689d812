using Hub.Core.Storage;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Outbox;
using Hub.Storage.Searching;
using Hub.Storage.Writing;
using MongoDB.Bson;

namespace Hub.Storage.Mongo.Searching;

/// <summary>Documents of wishes to the search index, written by the commit that makes them and deleted by the batch that grants
/// them. <c>at</c> is the server's time, in whose order they are granted; <c>madeAt</c> is for people.</summary>
internal static class PendingWishes
{
    private static readonly DocRef Nothing = new("", "");

    public static List<BsonDocument> Of(CommitPlan<KindCollection, StoredBson> plan, DateTimeOffset now) =>
    [
        .. plan.Documents.Where(static write => write.Row is null && write.Place.Kind.IsSearched)
            .Select(write => Of(PendingOperation.Remove, new DocRef(write.Place.Kind.Name, write.Key), Nothing, [], now)),
        .. plan.Changes.Index.Select(request => request switch
        {
            IndexRequest.Entry entry => Of(PendingOperation.Index, entry.Document, entry.Group, entry.Labels, now),
            IndexRequest.Relabel relabel => Of(PendingOperation.Relabel, Nothing, relabel.Group, relabel.Labels, now),
            _ => throw new ArgumentOutOfRangeException(nameof(plan)),
        }),
    ];

    public static PendingRow Read(BsonDocument stored) => new(
        stored["at"].AsBsonTimestamp.Value, (PendingOperation)stored["op"].AsInt32, new DocRef(stored["kind"].AsString, stored["id"].AsString),
        new DocRef(stored["groupKind"].AsString, stored["groupId"].AsString),
        [.. stored["labels"].AsBsonArray.Select(static label => label.AsString)]);

    private static BsonDocument Of(PendingOperation operation, DocRef document, DocRef group, IReadOnlyList<string> labels, DateTimeOffset now) => new()
    {
        ["_id"] = ObjectId.GenerateNewId(),
        ["at"] = OutboxBson.ServerTime,
        ["op"] = (int)operation,
        ["kind"] = document.Kind,
        ["id"] = document.Key,
        ["groupKind"] = group.Kind,
        ["groupId"] = group.Key,
        ["labels"] = new BsonArray(labels),
        ["madeAt"] = now.ToUnixTimeMilliseconds(),
    };
}
