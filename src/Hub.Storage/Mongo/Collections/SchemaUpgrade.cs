using Hub.Storage.Mongo.Connections;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Collections;

/// <summary>Brings collections, validators and indexes to what the catalogue says. Every step can be repeated and may run on
/// several nodes at once, so a kill in between does no harm.</summary>
internal sealed class SchemaUpgrade(MongoConnection connection, KindCollections collections)
{
    private const int NamespaceExists = 48;
    private const string LayoutId = "#layout";
    private readonly KindRecords _kinds = new(connection);

    public async Task RunAsync(CancellationToken ct)
    {
        await RefuseNewerAsync(ct).ConfigureAwait(false);
        var present = (await (await connection.Database.ListCollectionNamesAsync(cancellationToken: ct).ConfigureAwait(false))
            .ToListAsync(ct).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, indexes) in SystemCollections.All)
        {
            await CreateAsync(present, name, null, ct).ConfigureAwait(false);
            await IndexAsync(name, indexes, ct).ConfigureAwait(false);
        }
        foreach (var collection in collections.All)
        {
            await UpgradeAsync(present, collection, ct).ConfigureAwait(false);
        }
        await _kinds.WriteAsync(LayoutId, SystemCollections.Layout, "", null, ct).ConfigureAwait(false);
    }

    private async Task RefuseNewerAsync(CancellationToken ct)
    {
        if (await _kinds.ReadAsync(LayoutId, ct).ConfigureAwait(false) is { } layout && layout.Schema > SystemCollections.Layout)
        {
            throw new InvalidOperationException(
                $"The database has layout {layout.Schema}, this version knows up to {SystemCollections.Layout}: it was written by a newer version.");
        }
        foreach (var kind in collections.All.Select(static collection => collection.Kind))
        {
            if (await _kinds.ReadAsync(kind.Name, ct).ConfigureAwait(false) is { } stored && stored.Schema > kind.Schema)
            {
                throw new InvalidOperationException(
                    $"Kind '{kind.Name}' is stored with schema {stored.Schema}, this version knows {kind.Schema}: it was written by a newer version.");
            }
        }
    }

    private async Task UpgradeAsync(HashSet<string> present, KindCollection collection, CancellationToken ct)
    {
        var stored = await _kinds.ReadAsync(collection.Kind.Name, ct).ConfigureAwait(false);
        await CreateAsync(present, collection.Name, collection.Validator, ct).ConfigureAwait(false);
        if (stored is not null && stored.Fingerprint != collection.Fingerprint)
        {
            // First the validator: from now on a node of the older version cannot write documents that the refill has passed by.
            await DemandAsync(collection, ct).ConfigureAwait(false);
            await FillAsync(collection, "", ct).ConfigureAwait(false);
        }
        else if (stored?.FilledTo is { } id)
        {
            await FillAsync(collection, id, ct).ConfigureAwait(false);
        }
        await IndexAsync(collection.Name, [.. collection.Indexes.Select(static index => (index.Name, KindCollection.KeysOf(index)))], ct)
            .ConfigureAwait(false);
        await _kinds.WriteAsync(collection.Kind.Name, collection.Kind.Schema, collection.Fingerprint, null, ct).ConfigureAwait(false);
    }

    private async Task CreateAsync(HashSet<string> present, string name, BsonDocument? validator, CancellationToken ct)
    {
        if (present.Contains(name))
        {
            return;
        }
        try
        {
            await connection.Database.CreateCollectionAsync(
                name, validator is null ? null : new CreateCollectionOptions<BsonDocument> { Validator = validator }, ct).ConfigureAwait(false);
        }
        catch (MongoCommandException fault) when (fault.Code == NamespaceExists)
        {
            // Another node was faster.
        }
    }

    private Task<BsonDocument> DemandAsync(KindCollection collection, CancellationToken ct) => connection.Database.RunCommandAsync<BsonDocument>(
        new BsonDocument { ["collMod"] = collection.Name, ["validator"] = collection.Validator }, cancellationToken: ct);

    private async Task IndexAsync(string name, IReadOnlyList<(string Name, BsonDocument Keys)> wanted, CancellationToken ct)
    {
        var indexes = connection.Collection(name).Indexes;
        var present = (await (await indexes.ListAsync(ct).ConfigureAwait(false)).ToListAsync(ct).ConfigureAwait(false))
            .ToDictionary(static index => index["name"].AsString, static index => index["key"].AsBsonDocument);
        var missing = wanted.Where(index => !present.ContainsKey(index.Name)).ToList();
        if (missing.Count > 0)
        {
            await indexes.CreateManyAsync(
                missing.Select(static index => new CreateIndexModel<BsonDocument>(index.Keys, new CreateIndexOptions { Name = index.Name })), ct)
                .ConfigureAwait(false);
        }
        foreach (var old in present.Keys.Where(present => present.StartsWith("i_", StringComparison.Ordinal) && wanted.All(index => index.Name != present)))
        {
            await indexes.DropOneAsync(old, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the fields anew from the documents, a batch at a time with its progress.</summary>
    private async Task FillAsync(KindCollection collection, string from, CancellationToken ct)
    {
        var refill = new KindRefill(connection.Collection(collection.Name), collection);
        for (var id = from; id is not null; id = await refill.NextAsync(id, ct).ConfigureAwait(false))
        {
            await _kinds.WriteAsync(collection.Kind.Name, collection.Kind.Schema, collection.Fingerprint, id, ct).ConfigureAwait(false);
        }
    }
}
