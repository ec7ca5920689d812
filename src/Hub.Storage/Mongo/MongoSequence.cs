using Hub.Core.Ports;
using Hub.Storage.Mongo.Connections;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo;

/// <summary>Counters, each a document; a block is durable on a majority before its first number is known.</summary>
internal sealed class MongoSequence(MongoConnection connection) : ISequence
{
    private const int MostTries = 5;

    public ValueTask<long> NextBlockAsync(string name, int size, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return MongoCalls.RunAsync(async () => Sequences.FirstOf(name) + await TakeAsync(name, size, ct).ConfigureAwait(false) - size);
    }

    /// <summary>How many numbers are given away, these included.</summary>
    private async Task<long> TakeAsync(string name, int size, CancellationToken ct)
    {
        var options = new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var counter = await connection.Counters.FindOneAndUpdateAsync<BsonDocument>(
                    new BsonDocument("_id", name), new BsonDocument("$inc", new BsonDocument("taken", (long)size)), options, ct).ConfigureAwait(false);
                return counter["taken"].AsInt64;
            }
            catch (MongoCommandException fault) when (MongoFaults.IsDuplicateKey(fault) && attempt < MostTries)
            {
                // Two nodes began the counter at once; now it is there.
            }
        }
    }
}
