using Hub.Core.Storage;
using Hub.Storage.Listing;
using Hub.Storage.Mongo.Connections;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Searching;

/// <summary>Finds documents by words, newest entry first.</summary>
internal static class SearchReader
{
    private static readonly BsonDocument Newest = new("n", -1);
    private static readonly BsonDocument WithoutTokens = new() { ["n"] = 1, ["group"] = 1 };

    public static async Task<Page<SearchHit>> SearchAsync(MongoConnection connection, SearchQuery query, PageRequest page, CancellationToken ct)
    {
        var shape = $"search|{string.Join(' ', query.Words)}|{query.Prefix}";
        var before = page.After is { } cursor ? Position.Read(cursor, shape).Sort.Number : long.MaxValue;
        if (SearchTokens.Of(query) is not { } tokens)
        {
            return new Page<SearchHit>([], null);
        }
        var found = await connection.SearchEntries
            .Find(tokens.Add("n", new BsonDocument("$lt", before)), new FindOptions { Hint = "token" })
            .Sort(Newest).Limit(page.Limit + 1).Project<BsonDocument>(WithoutTokens).ToListAsync(ct).ConfigureAwait(false);
        var last = found.Count > page.Limit ? new Position(new StoredValue(null, found[page.Limit - 1]["n"].AsInt64), "") : (Position?)null;
        return new Page<SearchHit>(
            [.. found.Take(page.Limit).Select(static entry => new SearchHit(EntryBson.RefOf(entry["_id"]), EntryBson.RefOf(entry["group"])))],
            last?.ToCursor(shape));
    }
}
