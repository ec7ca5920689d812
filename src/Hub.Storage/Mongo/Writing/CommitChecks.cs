using Hub.Core.Outbound;
using Hub.Core.Storage;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using Hub.Storage.Writing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Writing;

/// <summary>Says why a commit is refused, in the order every engine keeps: expectations, documents, keys, leases.</summary>
internal sealed class CommitChecks(MongoConnection connection, CommitPlan<KindCollection, StoredBson> plan)
{
    private static readonly BsonDocument VersionOnly = new("v", 1);

    /// <summary>Null when nothing stands against the commit.</summary>
    public async Task<CommitOutcome?> FindRefusalAsync(IClientSessionHandle session) =>
        await CheckVersionsAsync(session).ConfigureAwait(false)
        ?? await CheckClaimsAsync(session).ConfigureAwait(false)
        ?? await CheckLeasesAsync(session).ConfigureAwait(false);

    public async Task<long?> VersionOfAsync(DocumentWrite<KindCollection, StoredBson> write)
    {
        var stored = await connection.Collection(write.Place.Name).Find(new BsonDocument("_id", write.Key))
            .Project<BsonDocument>(VersionOnly).FirstOrDefaultAsync().ConfigureAwait(false);
        return stored?["v"].AsInt64;
    }

    private async Task<CommitOutcome?> CheckVersionsAsync(IClientSessionHandle session)
    {
        var actual = new Dictionary<(string, string), long>();
        foreach (var writes in plan.Expectations.Concat(plan.Documents).GroupBy(static write => write.Place))
        {
            var filter = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(writes.Select(static write => write.Key).Distinct())));
            var stored = await connection.Collection(writes.Key.Name).Find(session, filter).Project<BsonDocument>(VersionOnly)
                .ToListAsync().ConfigureAwait(false);
            stored.ForEach(document => actual[(writes.Key.Name, document["_id"].AsString)] = document["v"].AsInt64);
        }
        foreach (var write in plan.Expectations)
        {
            if (!actual.TryGetValue((write.Place.Name, write.Key), out var version) || version != write.Expected)
            {
                return write.Conflict(version == 0 ? null : version);
            }
        }
        foreach (var write in plan.Documents)
        {
            var version = actual.GetValueOrDefault((write.Place.Name, write.Key));
            if (version != write.Expected)
            {
                return write.Conflict(version == 0 ? null : version);
            }
        }
        return null;
    }

    private async Task<CommitOutcome?> CheckClaimsAsync(IClientSessionHandle session)
    {
        if (plan.Claims.Count == 0)
        {
            return null;
        }
        var stored = await connection.Claims.Find(session, ClaimBson.FilterOf(plan.Claims.Select(static claim => claim.Key)))
            .ToListAsync().ConfigureAwait(false);
        return plan.TakenKey(stored.ToDictionary(ClaimBson.KeyOf, ClaimBson.HolderOf));
    }

    private async Task<CommitOutcome?> CheckLeasesAsync(IClientSessionHandle session)
    {
        if (plan.Changes.Settlements.Count == 0)
        {
            return null;
        }
        var leased = await Outbox.OutboxWrites.LeasedAsync(connection, session, plan.Changes.Settlements).ConfigureAwait(false);
        var lost = plan.Changes.Settlements.FirstOrDefault(settlement => !leased.ContainsKey(settlement.EntryId));
        return lost is null ? null : LeaseLost(lost);
    }

    public static CommitOutcome LeaseLost(Settlement lost) => new CommitOutcome.VersionConflict(new DocRef("outbox", lost.EntryId), 1, null);
}
