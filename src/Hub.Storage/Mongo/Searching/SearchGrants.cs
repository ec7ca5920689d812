using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Mongo.Connections;
using Hub.Storage.Searching;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Searching;

/// <summary>Grants the oldest wishes, under a lease that each of its transactions proves.</summary>
internal sealed class SearchGrants(
    MongoConnection connection, MongoTransactions transactions, SearchTexts texts, ISequence sequence, MongoLease lease)
{
    private const int WishesAtATime = 400;

    // A transaction of this size is written in a few milliseconds.
    private const int DocumentsAtATime = 100;

    /// <summary>Counter of the entries of the index.</summary>
    internal const string Entries = "search-entry";

    private static readonly BsonDocument Oldest = new("at", 1);

    public Task<bool> AreWantedAsync(CancellationToken ct) => connection.SearchPending.Find(new BsonDocument()).AnyAsync(ct);

    /// <summary>Grants a batch; false when nothing is wished for.</summary>
    /// <exception cref="LeaseLostException">Another node goes on with it.</exception>
    public async Task<bool> GrantAsync(CancellationToken ct)
    {
        var wishes = await connection.SearchPending.Find(new BsonDocument(), new FindOptions { Hint = "committed" })
            .Sort(Oldest).Limit(WishesAtATime).ToListAsync(ct).ConfigureAwait(false);
        if (wishes.Count == 0)
        {
            return false;
        }
        var rows = wishes.ConvertAll(PendingWishes.Read);
        var entries = await ReadGroupsAsync(rows, ct).ConfigureAwait(false);
        foreach (var part in SearchBatch.Of(rows, group => entries[EntryBson.TextOf(group)]).Placed.Chunk(DocumentsAtATime))
        {
            var models = await MakeAsync(part, ct).ConfigureAwait(false);
            await WriteAsync(session => connection.SearchEntries.BulkWriteAsync(session, models)).ConfigureAwait(false);
        }
        // By their ids: a wish of an older time may be committed only now.
        var granted = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(wishes.Select(static wish => wish["_id"]))));
        await WriteAsync(session => connection.SearchPending.DeleteManyAsync(session, granted)).ConfigureAwait(false);
        return true;
    }

    /// <summary>What is indexed of the groups that get new labels.</summary>
    private async Task<ILookup<string, DocRef>> ReadGroupsAsync(List<PendingRow> rows, CancellationToken ct)
    {
        var groups = rows.Where(static row => row.Operation == PendingOperation.Relabel).Select(static row => EntryBson.TextOf(row.Group)).Distinct().ToList();
        var stored = groups.Count == 0 ? [] : await connection.SearchEntries
            .Find(new BsonDocument("group", new BsonDocument("$in", new BsonArray(groups))), new FindOptions { Hint = "group" })
            .Sort(new BsonDocument { ["group"] = 1, ["n"] = 1 }).Project<BsonDocument>(new BsonDocument("group", 1)).ToListAsync(ct).ConfigureAwait(false);
        return stored.ToLookup(static entry => entry["group"].AsString, static entry => EntryBson.RefOf(entry["_id"]));
    }

    private async Task<List<WriteModel<BsonDocument>>> MakeAsync(KeyValuePair<DocRef, Placing>[] placed, CancellationToken ct)
    {
        var found = await texts.ReadAsync(placed.Where(static pair => !pair.Value.IsRemoved).Select(static pair => pair.Key), ct).ConfigureAwait(false);
        var number = await sequence.NextBlockAsync(Entries, placed.Length, ct).ConfigureAwait(false);
        return [.. placed.Select(pair => EntryBson.Write(pair.Key, pair.Value,
            found.TryGetValue(pair.Key, out var text) ? SearchTokens.Of(text, pair.Value.Labels) : null, number++))];
    }

    private Task<bool> WriteAsync(Func<IClientSessionHandle, Task> writeAsync) => transactions.RunAsync(async (session, _) =>
    {
        await lease.ProveAsync(session).ConfigureAwait(false);
        await writeAsync(session).ConfigureAwait(false);
        return (true, true);
    });
}
