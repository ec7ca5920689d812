using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Listing;

/// <summary>One alternative of a view: read by one index, in its order, without a sort.</summary>
/// <param name="Filter">Equalities of the index first.</param>
/// <param name="Sort">Null when any order does.</param>
/// <param name="Hint">Name of the index; null leaves the choice to the server.</param>
internal sealed record ListQuery(BsonDocument Filter, BsonDocument? Sort, string? Hint)
{
    public async Task<List<BsonDocument>> ReadAsync(IMongoCollection<BsonDocument> collection, int limit, BsonDocument? projection, CancellationToken ct)
    {
        var find = collection.Find(Filter, new FindOptions { Hint = Hint is { } name ? new BsonString(name) : null }).Limit(limit);
        find = Sort is { } sort ? find.Sort(sort) : find;
        return await (projection is null ? find : find.Project<BsonDocument>(projection)).ToListAsync(ct).ConfigureAwait(false);
    }

    public async Task<int> CountAsync(IMongoCollection<BsonDocument> collection, int ceiling, CancellationToken ct) =>
        (int)await collection.CountDocumentsAsync(
            Filter, new CountOptions { Limit = ceiling, Hint = Hint is { } name ? new BsonString(name) : null }, ct).ConfigureAwait(false);

    /// <summary>The command as it would be sent, to be explained.</summary>
    public BsonDocument ToCommand(string collection)
    {
        var command = new BsonDocument { ["find"] = collection, ["filter"] = Filter };
        if (Sort is { } sort)
        {
            command["sort"] = sort;
        }
        if (Hint is { } hint)
        {
            command["hint"] = hint;
        }
        return command;
    }
}
