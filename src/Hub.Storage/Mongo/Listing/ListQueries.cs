using Hub.Core.Views;
using Hub.Storage.Listing;
using Hub.Storage.Mongo.Collections;
using MongoDB.Bson;

namespace Hub.Storage.Mongo.Listing;

/// <summary>Writes a plan as queries, one for each alternative. Each names its index, so that the server cannot take another one
/// and sort; an "in" over an equality of the index is taken apart by the server and merged in order.</summary>
internal static class ListQueries
{
    public static IReadOnlyList<ListQuery> OfList(ListPlan plan, Field? sort, bool isDescending, Position? after)
    {
        var order = isDescending ? -1 : 1;
        var by = new BsonDocument();
        if (sort is not null)
        {
            by[KindCollection.PathOf(sort)] = order;
        }
        by["_id"] = order;
        return [.. plan.Branches.Select(branch => new ListQuery(
            FilterBson.All([.. Parts(branch), .. Start(sort, isDescending, after)]), by, branch.Index?.Name))];
    }

    public static IReadOnlyList<ListQuery> OfCount(ListPlan plan) =>
        [.. plan.Branches.Select(static branch => new ListQuery(FilterBson.All(Parts(branch)), null, branch.Index?.Name))];

    /// <summary>All that a branch's index meets; nothing else is checked.</summary>
    public static ListQuery OfMeasure(Branch branch) => new(FilterBson.All(Bounds(branch)), null, branch.Index?.Name);

    private static IEnumerable<BsonDocument> Parts(Branch branch) =>
    [
        .. Bounds(branch),
        .. branch.Disjunct.Equal.Where(pair => !branch.Fields.Contains(pair.Key)).Select(static pair => FilterBson.OneOf(pair.Key, pair.Value)),
        .. branch.Disjunct.Rest.Select(FilterBson.Of),
    ];

    private static IEnumerable<BsonDocument> Bounds(Branch branch) => branch.Values is { } range
        ? [FilterBson.Of(range)]
        : branch.Fields.Select(field => FilterBson.OneOf(field, branch.ValuesOf(field)));

    /// <summary>Begins where the last page ended: a bound of the index on the sort key, and a look at the id among its equals.</summary>
    private static IEnumerable<BsonDocument> Start(Field? sort, bool isDescending, Position? after)
    {
        if (after is not { } position)
        {
            return [];
        }
        var beyond = isDescending ? "$lt" : "$gt";
        var id = new BsonDocument("_id", new BsonDocument(beyond, position.Id));
        if (sort is null)
        {
            return [id];
        }
        var (path, key) = (KindCollection.PathOf(sort), StoredBson.ToBson(position.Sort));
        return
        [
            new BsonDocument(path, new BsonDocument(isDescending ? "$lte" : "$gte", key)),
            new BsonDocument("$or", new BsonArray { new BsonDocument(path, new BsonDocument(beyond, key)), id }),
        ];
    }
}
