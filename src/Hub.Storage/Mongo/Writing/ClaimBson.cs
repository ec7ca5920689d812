using Hub.Core.Ports;
using Hub.Core.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Writing;

/// <summary>Documents of unique keys: <c>_id</c> is the key, so nobody else can hold it, in a sharded cluster too.</summary>
internal static class ClaimBson
{
    public static BsonDocument FilterOf(UniqueKey key) => new("_id", key.ToString());

    public static BsonDocument FilterOf(IEnumerable<UniqueKey> keys) =>
        new("_id", new BsonDocument("$in", new BsonArray(keys.Distinct().Select(static key => key.ToString()))));

    public static DocRef HolderOf(BsonDocument claim) => new(claim["kind"].AsString, claim["holder"].AsString);

    /// <summary>Scopes hold no colon, so the first one ends the scope.</summary>
    public static UniqueKey KeyOf(BsonDocument claim)
    {
        var text = claim["_id"].AsString;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new UniqueKey(text[..colon], text[(colon + 1)..]);
    }

    /// <summary>Takes the key, or finds it taken by the same holder. When another holds it the filter misses and the insert
    /// meets the id: a duplicate key.</summary>
    public static WriteModel<BsonDocument> Take(Write.Claim claim) => new UpdateOneModel<BsonDocument>(
        Held(claim.Key, claim.Holder), new BsonDocument("$set", new BsonDocument("kind", claim.Holder.Kind)))
    {
        IsUpsert = true,
    };

    /// <summary>Writes the key as another store held it; one that is there stays.</summary>
    public static WriteModel<BsonDocument> Put(StoredClaim claim) => new UpdateOneModel<BsonDocument>(
        FilterOf(claim.Key),
        new BsonDocument("$setOnInsert", new BsonDocument { ["kind"] = claim.Holder.Kind, ["holder"] = claim.Holder.Key }))
    {
        IsUpsert = true,
    };

    public static WriteModel<BsonDocument> Release(Write.Release release) =>
        new DeleteOneModel<BsonDocument>(Held(release.Key, release.Holder));

    private static BsonDocument Held(UniqueKey key, DocRef holder) =>
        new() { ["_id"] = key.ToString(), ["kind"] = holder.Kind, ["holder"] = holder.Key };
}
