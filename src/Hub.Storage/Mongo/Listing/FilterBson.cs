using Hub.Core.Views;
using Hub.Storage.Listing;
using Hub.Storage.Mongo.Collections;
using MongoDB.Bson;

namespace Hub.Storage.Mongo.Listing;

/// <summary>Conditions in MongoDB's query language. Fields are never null, so plain two-valued logic holds.</summary>
internal static class FilterBson
{
    public static BsonDocument Of(Condition condition) => condition switch
    {
        Condition.AllOf all => All(all.Parts.Select(Of)),
        Condition.AnyOf { Parts.Count: 0 } => Nothing(),
        Condition.AnyOf any => new BsonDocument("$or", new BsonArray(any.Parts.Select(Of))),
        Condition.Negated not => new BsonDocument("$nor", new BsonArray { Of(not.Part) }),
        Condition.OneOf among => OneOf(among.Field, among.Values),
        Condition.Range { Field.IsMulti: true } range => AnyInRange(range),
        Condition.Range range => Range(range),
        Condition.NoValue { Field.IsMulti: true } missing => new BsonDocument(KindCollection.PathOf(missing.Field), new BsonDocument("$size", 0)),
        Condition.NoValue missing => new BsonDocument(KindCollection.PathOf(missing.Field), None(missing.Field)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    public static BsonDocument OneOf(Field field, IReadOnlyList<StoredValue> values) => values switch
    {
        [] => Nothing(),
        [var only] => new BsonDocument(KindCollection.PathOf(field), StoredBson.ToBson(only)),
        _ => new BsonDocument(KindCollection.PathOf(field), new BsonDocument("$in", new BsonArray(values.Select(StoredBson.ToBson)))),
    };

    /// <summary>All parts hold; none of them is the same as no condition.</summary>
    public static BsonDocument All(IEnumerable<BsonDocument> parts)
    {
        var conditions = parts.Where(static part => part.ElementCount > 0).ToList();
        return conditions switch
        {
            [] => [],
            [var only] => only,
            _ => new BsonDocument("$and", new BsonArray(conditions)),
        };
    }

    private static BsonDocument Range(Condition.Range range) =>
        new(KindCollection.PathOf(range.Field), Bounds(range).Add("$ne", None(range.Field)));

    /// <summary>One value meets both bounds, not one value each.</summary>
    private static BsonDocument AnyInRange(Condition.Range range) => new(KindCollection.PathOf(range.Field), range is { From: null, To: null }
        ? new BsonDocument("$not", new BsonDocument("$size", 0))
        : new BsonDocument("$elemMatch", Bounds(range)));

    private static BsonDocument Bounds(Condition.Range range)
    {
        var bounds = new BsonDocument();
        if (range.From is { } from)
        {
            bounds["$gte"] = StoredBson.ToBson(from);
        }
        if (range.To is { } to)
        {
            bounds["$lt"] = StoredBson.ToBson(to);
        }
        return bounds;
    }

    private static BsonValue None(Field field) => StoredBson.ToBson(StoredValue.Of(field, FieldValue.None));

    private static BsonDocument Nothing() => new("_id", new BsonDocument("$in", new BsonArray()));
}
