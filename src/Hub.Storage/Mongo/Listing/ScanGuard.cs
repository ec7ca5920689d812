using System.Collections.Concurrent;
using Hub.Storage.Listing;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Listing;

/// <summary>Refuses a query that would scan a collection or sort in memory. On in tests, so that a view without an index fails
/// there and not in a large installation.</summary>
internal sealed class ScanGuard(MongoConnection connection, bool isOn)
{
    private readonly ConcurrentDictionary<string, bool> _passed = new(StringComparer.Ordinal);

    public async Task CheckAsync(KindCollection collection, ListPlan plan, IReadOnlyList<ListQuery> queries, string shape, CancellationToken ct)
    {
        if (!isOn)
        {
            return;
        }
        if (!plan.IsBounded)
        {
            throw new UnboundedViewException(shape, "no index shape covers it");
        }
        foreach (var query in queries)
        {
            var command = query.ToCommand(collection.Name);
            if (_passed.ContainsKey(command.ToString()))
            {
                continue;
            }
            var answer = await connection.Database.RunCommandAsync<BsonDocument>(
                new BsonDocument { ["explain"] = command, ["verbosity"] = "queryPlanner" }, cancellationToken: ct).ConfigureAwait(false);
            // What was counted beforehand may be sorted.
            if (StagesOf(answer["queryPlanner"]["winningPlan"]).FirstOrDefault(
                stage => stage is "COLLSCAN" || (stage is "SORT" && !plan.IsMeasured)) is { } stage)
            {
                throw new UnboundedViewException(shape, stage);
            }
            _passed.TryAdd(command.ToString(), true);
        }
    }

    /// <summary>Names of all stages, wherever the server's version nests them (inputStage, inputStages, queryPlan, shards).</summary>
    private static IEnumerable<string> StagesOf(BsonValue plan) => plan switch
    {
        BsonDocument document => document.SelectMany(static element =>
            element is { Name: "stage", Value: BsonString stage } ? [stage.Value] : StagesOf(element.Value)),
        BsonArray array => array.SelectMany(StagesOf),
        _ => [],
    };
}
