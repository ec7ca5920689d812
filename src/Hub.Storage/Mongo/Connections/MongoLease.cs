using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Connections;

/// <summary>The right to do something that one node at a time may do. Whoever holds it proves that in the transaction that
/// writes, so a holder that slept past its end writes nothing.</summary>
internal sealed class MongoLease(MongoConnection connection, string name, TimeSpan duration, TimeProvider clock)
{
    private readonly string _token = Guid.NewGuid().ToString("n");

    /// <summary>False while another node has it. Not to be cancelled: whether it was taken would not be known.</summary>
    public async Task<bool> TryTakeAsync()
    {
        var free = new BsonDocument { ["_id"] = name, ["until"] = new BsonDocument("$lte", clock.GetUtcNow().ToUnixTimeMilliseconds()) };
        var taken = await connection.Leases.UpdateOneAsync(free, new BsonDocument("$set", Held())).ConfigureAwait(false);
        if (taken.MatchedCount == 1)
        {
            return true;
        }
        try
        {
            await connection.Leases.InsertOneAsync(Held().Add("_id", name)).ConfigureAwait(false);
            return true;
        }
        catch (MongoWriteException fault) when (MongoFaults.IsDuplicateKey(fault))
        {
            return false;
        }
    }

    /// <summary>Renews it within a transaction that then either commits under it or not at all.</summary>
    /// <exception cref="LeaseLostException">Another node has taken it over.</exception>
    public async Task ProveAsync(IClientSessionHandle session)
    {
        var renewed = await connection.Leases.UpdateOneAsync(session, Mine(), new BsonDocument("$set", Held())).ConfigureAwait(false);
        if (renewed.MatchedCount == 0)
        {
            throw new LeaseLostException(name);
        }
    }

    public Task EndAsync() => connection.Leases.DeleteOneAsync(Mine(), CancellationToken.None);

    private BsonDocument Mine() => new() { ["_id"] = name, ["token"] = _token };

    private BsonDocument Held() => new() { ["token"] = _token, ["until"] = (clock.GetUtcNow() + duration).ToUnixTimeMilliseconds() };
}

/// <summary>Another node took the lease over.</summary>
internal sealed class LeaseLostException(string name) : Exception($"The lease '{name}' was taken over by another node.");
