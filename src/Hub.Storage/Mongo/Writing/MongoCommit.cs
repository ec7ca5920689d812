using Hub.Core.Storage;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using Hub.Storage.Writing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Writing;

/// <summary>Applies a change set in one transaction, or a single write without one.</summary>
/// <remarks>The first try writes at once, since most commits go through. When a guard misses or a key is taken, the next try
/// looks first, in the order of all engines, so that the answer is the same everywhere.</remarks>
internal sealed class MongoCommit(MongoConnection connection, MongoTransactions transactions, TimeProvider clock)
{
    public async Task<CommitOutcome> RunAsync(CommitPlan<KindCollection, StoredBson> plan)
    {
        if (await TrySingleAsync(plan).ConfigureAwait(false) is { } single)
        {
            return single;
        }
        var now = clock.GetUtcNow();
        return await transactions.RunAsync<CommitOutcome>(async (session, attempt) =>
        {
            var refusal = attempt == 1 ? null : await new CommitChecks(connection, plan).FindRefusalAsync(session).ConfigureAwait(false);
            if (refusal is null)
            {
                await new CommitWrites(connection, plan, now).RunAsync(session).ConfigureAwait(false);
            }
            return (refusal is null, refusal ?? CommitOutcome.Committed.Value);
        }).ConfigureAwait(false);
    }

    /// <summary>Null when the change set is more than one write of one document. The driver repeats a lost answer under the same
    /// number, so it is applied once.</summary>
    private async Task<CommitOutcome?> TrySingleAsync(CommitPlan<KindCollection, StoredBson> plan)
    {
        var changes = plan.Changes;
        if (plan.Documents is not [var write] || changes.Writes.Count > 1 || changes.Outbox.Count + changes.Settlements.Count
            + changes.Blobs.Count + changes.Index.Count > 0 || (write.Row is null && write.Place.Kind.IsSearched))
        {
            return null;
        }
        var collection = connection.Collection(write.Place.Name);
        return await IsWrittenAsync(collection, write).ConfigureAwait(false)
            ? CommitOutcome.Committed.Value
            : write.Conflict(await new CommitChecks(connection, plan).VersionOfAsync(write).ConfigureAwait(false));
    }

    private static async Task<bool> IsWrittenAsync(IMongoCollection<BsonDocument> collection, DocumentWrite<KindCollection, StoredBson> write)
    {
        if (write.Row is null)
        {
            return (await collection.DeleteOneAsync(CommitWrites.GuardOf(write)).ConfigureAwait(false)).DeletedCount == 1;
        }
        if (write.Expected > 0)
        {
            return (await collection.UpdateOneAsync(CommitWrites.GuardOf(write), write.Row.ToUpdate()).ConfigureAwait(false)).MatchedCount == 1;
        }
        try
        {
            await collection.InsertOneAsync(write.Row.ToInsert()).ConfigureAwait(false);
            return true;
        }
        catch (MongoWriteException fault) when (MongoFaults.IsDuplicateKey(fault))
        {
            return false;
        }
    }
}
