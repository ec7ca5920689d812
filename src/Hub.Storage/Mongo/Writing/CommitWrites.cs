using System.Globalization;
using Hub.Storage.Mongo.Blobs;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using Hub.Storage.Mongo.Outbox;
using Hub.Storage.Mongo.Searching;
using Hub.Storage.Writing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Writing;

/// <summary>Writes a change set, every write guarded by the version it relies on. One that misses ends the transaction.</summary>
internal sealed class CommitWrites(MongoConnection connection, CommitPlan<KindCollection, StoredBson> plan, DateTimeOffset now)
{
    private static readonly BsonDocument CountExpectation = new("$inc", new BsonDocument("e", 1L));

    /// <exception cref="TryAgainException">A guard missed; the transaction is to be aborted.</exception>
    public async Task RunAsync(IClientSessionHandle session)
    {
        // Documents first: writers of one ticket meet at its header, so what they write afterwards is in the order of their commits.
        foreach (var writes in plan.Expectations.GroupBy(static write => write.Place))
        {
            // A mere read would not conflict with a later writer.
            await BulkAsync(session, writes.Key.Name, [.. writes.Select(static write =>
                new UpdateOneModel<BsonDocument>(GuardOf(write), CountExpectation))]).ConfigureAwait(false);
        }
        foreach (var writes in plan.Documents.GroupBy(static write => write.Place))
        {
            await BulkAsync(session, writes.Key.Name, [.. writes.Select(ModelOf)]).ConfigureAwait(false);
        }
        await WriteClaimsAsync(session).ConfigureAwait(false);
        await KeepBlobsAsync(session).ConfigureAwait(false);
        await OutboxWrites.RunAsync(connection, session, plan.Changes).ConfigureAwait(false);
        var wishes = PendingWishes.Of(plan, now);
        if (wishes.Count > 0)
        {
            await connection.SearchPending.InsertManyAsync(session, wishes).ConfigureAwait(false);
        }
    }

    public static BsonDocument GuardOf(DocumentWrite<KindCollection, StoredBson> write) => new() { ["_id"] = write.Key, ["v"] = write.Expected };

    private static WriteModel<BsonDocument> ModelOf(DocumentWrite<KindCollection, StoredBson> write) => write switch
    {
        { Row: null } => new DeleteOneModel<BsonDocument>(GuardOf(write)),
        { Expected: 0 } => new InsertOneModel<BsonDocument>(write.Row.ToInsert()),
        _ => new UpdateOneModel<BsonDocument>(GuardOf(write), write.Row.ToUpdate()),
    };

    private async Task BulkAsync(IClientSessionHandle session, string collection, List<WriteModel<BsonDocument>> models)
    {
        var result = await connection.Collection(collection).BulkWriteAsync(session, models).ConfigureAwait(false);
        if (result.InsertedCount + result.MatchedCount + result.DeletedCount != models.Count)
        {
            throw new TryAgainException();
        }
    }

    private async Task WriteClaimsAsync(IClientSessionHandle session)
    {
        List<WriteModel<BsonDocument>> models = [.. plan.Releases.Select(ClaimBson.Release), .. plan.Claims.Select(ClaimBson.Take)];
        if (models.Count > 0)
        {
            await connection.Claims.BulkWriteAsync(session, models).ConfigureAwait(false);
        }
    }

    private async Task KeepBlobsAsync(IClientSessionHandle session)
    {
        foreach (var blob in plan.Changes.Blobs)
        {
            if (blob.Inline is null && !await BlobRows.UnstageAsync(connection, session, blob.Id).ConfigureAwait(false))
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                    $"Blob '{blob.Id}' was staged too long ago and has been swept."));
            }
        }
        if (plan.Changes.Blobs.Count > 0)
        {
            await connection.Blobs.BulkWriteAsync(session, plan.Changes.Blobs.Select(BlobRows.Keep)).ConfigureAwait(false);
        }
    }
}
