using MongoDB.Bson;

namespace Hub.Storage.Mongo.Connections;

/// <summary>Collections that belong to no kind, and their indexes. None is unique but that on <c>_id</c>.</summary>
internal static class SystemCollections
{
    /// <summary>Number of this layout; a database with a higher one was written by a newer version.</summary>
    public const int Layout = 1;

    public const string Claims = "claims";
    public const string Counters = "counters";
    public const string Kinds = "kinds";
    public const string Outbox = "outbox";
    public const string Lanes = "lanes";
    public const string Leases = "leases";
    public const string Blobs = "blobs";
    public const string StagedBlobs = "blob_stages";
    public const string SearchPending = "search_pending";
    public const string SearchEntries = "search_entries";

    /// <summary>Bucket of blobs that do not ride in a commit.</summary>
    public const string LargeBlobs = "large";

    public static IReadOnlyList<(string Collection, IReadOnlyList<(string Name, BsonDocument Keys)> Indexes)> All { get; } =
    [
        (Kinds, []),
        (Claims, []),
        (Counters, []),
        (Leases, []),
        (Blobs, []),
        (StagedBlobs, [("staged", new BsonDocument("at", 1))]),
        (Lanes, []),
        (Outbox,
        [
            ("lane", new BsonDocument { ["lane"] = 1, ["n"] = 1 }),
            ("ready", new BsonDocument { ["head"] = 1, ["consumer"] = 1, ["readyAt"] = 1, ["at"] = 1 }),
            ("state", new BsonDocument { ["state"] = 1, ["dueAt"] = 1 }),
            ("committed", new BsonDocument { ["at"] = 1, ["_id"] = 1 }),
        ]),
        (SearchPending, [("committed", new BsonDocument("at", 1))]),
        (SearchEntries,
        [
            ("token", new BsonDocument { ["t"] = 1, ["n"] = -1 }),
            ("group", new BsonDocument { ["group"] = 1, ["n"] = 1 }),
        ]),
    ];
}
