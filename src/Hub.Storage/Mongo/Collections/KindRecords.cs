using Hub.Storage.Mongo.Connections;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Collections;

/// <summary>What the database was last brought to, kind by kind.</summary>
internal sealed class KindRecords(MongoConnection connection)
{
    public async Task<KindRecord?> ReadAsync(string name, CancellationToken ct)
    {
        var stored = await connection.Kinds.Find(new BsonDocument("_id", name)).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        return stored is null ? null
            : new KindRecord(stored["schema"].AsInt32, stored["fingerprint"].AsString, stored["filledTo"] is BsonString id ? id.Value : null);
    }

    public async Task WriteAsync(string name, int schema, string fingerprint, string? filledTo, CancellationToken ct)
    {
        if (await ReadAsync(name, ct).ConfigureAwait(false) == new KindRecord(schema, fingerprint, filledTo))
        {
            return;
        }
        var record = new BsonDocument
        {
            ["_id"] = name,
            ["schema"] = schema,
            ["fingerprint"] = fingerprint,
            ["filledTo"] = filledTo is null ? BsonNull.Value : filledTo,
        };
        await connection.Kinds.ReplaceOneAsync(new BsonDocument("_id", name), record, new ReplaceOptions { IsUpsert = true }, ct)
            .ConfigureAwait(false);
    }
}

/// <summary>State of a kind's collection.</summary>
/// <param name="Schema">Number of the kind's shape.</param>
/// <param name="Fingerprint">Of its fields.</param>
/// <param name="FilledTo">The id up to which fields are written anew; null when all are.</param>
internal sealed record KindRecord(int Schema, string Fingerprint, string? FilledTo);
