using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Storage.Listing;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using MongoDB.Bson;

namespace Hub.Storage.Mongo.Listing;

/// <summary>Reads pages and counts of one kind. The alternatives of a view are read side by side and merged here.</summary>
internal sealed class ListReader(MongoConnection connection, ScanGuard guard)
{
    private const int MostItems = 1000;
    private static readonly BsonDocument IdOnly = new("_id", 1);

    public async Task<Page<T>> ListAsync<T>(KindCollection collection, View<T> view, PageRequest page, CancellationToken ct) where T : Document
    {
        if (page.Limit is < 1 or > MostItems)
        {
            throw new ArgumentOutOfRangeException(nameof(page), $"A page holds 1 to {MostItems} documents.");
        }
        var condition = Condition.Of(view.Filter);
        var shape = $"{collection.Name}|{condition.Shape}|{view.Sort?.Name}|{(view.IsDescending ? "desc" : "asc")}";
        Position? after = page.After is { } cursor ? Position.Read(cursor, shape) : null;
        var plan = ListPlan.ForList(collection.Choices, condition, view.Sort);
        plan = await DriversOf(collection, view.Sort, ct).ImproveListAsync(condition, plan).ConfigureAwait(false);
        var queries = ListQueries.OfList(plan, view.Sort, view.IsDescending, after);
        await guard.CheckAsync(collection, plan, queries, shape, ct).ConfigureAwait(false);
        var stored = connection.Collection(collection.Name);
        var parts = await Task.WhenAll(queries.Select(query => query.ReadAsync(stored, page.Limit + 1, null, ct))).ConfigureAwait(false);
        var places = Merge(parts, view.Sort, view.IsDescending);
        var last = places.Count > page.Limit ? places[page.Limit - 1].Place : (Position?)null;
        return new Page<T>([.. places.Take(page.Limit).Select(static place => StoredBson.Read<T>(place.Stored))], last?.ToCursor(shape));
    }

    public async Task<int> CountAsync<T>(KindCollection collection, Filter<T> filter, int ceiling, CancellationToken ct) where T : Document
    {
        var condition = Condition.Of(filter);
        var plan = ListPlan.ForCount(collection.Choices, condition);
        if (plan.Branches.Count == 0 || ceiling <= 0)
        {
            return 0;
        }
        plan = await DriversOf(collection, null, ct).ImproveCountAsync(condition, plan).ConfigureAwait(false);
        var queries = ListQueries.OfCount(plan);
        await guard.CheckAsync(collection, plan, queries, $"{collection.Name}|{condition.Shape}|count", ct).ConfigureAwait(false);
        var stored = connection.Collection(collection.Name);
        if (queries is [var only])
        {
            return await only.CountAsync(stored, ceiling, ct).ConfigureAwait(false);
        }
        // Alternatives may overlap.
        var parts = await Task.WhenAll(queries.Select(query => query.ReadAsync(stored, ceiling, IdOnly, ct))).ConfigureAwait(false);
        return Math.Min(ceiling, parts.SelectMany(static part => part).Select(static document => document["_id"].AsString).Distinct().Count());
    }

    private Drivers DriversOf(KindCollection collection, Field? sort, CancellationToken ct) => new(collection.Choices, sort, (branch, limit) =>
        new ValueTask<int>(ListQueries.OfMeasure(branch).CountAsync(connection.Collection(collection.Name), limit, ct)));

    private static List<(Position Place, BsonDocument Stored)> Merge(List<BsonDocument>[] parts, Field? sort, bool isDescending)
    {
        var places = parts.SelectMany(static part => part).Select(document => (Place: PlaceOf(document, sort), Stored: document));
        if (parts.Length < 2)
        {
            return [.. places];
        }
        var order = Comparer<Position>.Create(static (left, right) => left.CompareTo(right));
        var distinct = places.DistinctBy(static place => place.Place.Id, StringComparer.Ordinal);
        return [.. isDescending ? distinct.OrderByDescending(static place => place.Place, order) : distinct.OrderBy(static place => place.Place, order)];
    }

    private static Position PlaceOf(BsonDocument document, Field? sort)
    {
        var value = sort is null ? BsonNull.Value : document["f"].AsBsonDocument[sort.Name];
        return new Position(new StoredValue(value.IsString ? value.AsString : null, value.IsInt64 ? value.AsInt64 : 0), document["_id"].AsString);
    }
}
