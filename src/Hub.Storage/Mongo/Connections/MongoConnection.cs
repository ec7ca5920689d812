using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Connections;

/// <summary>The database and its fixed collections. Every write is acknowledged by a majority, journaled; every read sees only
/// what a majority has, from the primary.</summary>
internal sealed class MongoConnection : IDisposable
{
    // A visitor's message waits no longer; a new primary is elected in less, as a rule.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);
    private readonly MongoClient _client;

    /// <param name="options">Where to.</param>
    /// <param name="isUnhurried">For work on the schema: building an index may take long.</param>
    public MongoConnection(MongoOptions options, bool isUnhurried = false)
    {
        var url = new MongoUrl(options.ConnectionString);
        var settings = MongoClientSettings.FromUrl(url);
        settings.ApplicationName ??= "Hub";
        settings.RetryReads = true;
        settings.RetryWrites = true;
        settings.ReadPreference = ReadPreference.Primary;
        settings.ReadConcern = ReadConcern.Majority;
        settings.WriteConcern = WriteConcern.WMajority.With(journal: true);
        settings.ServerSelectionTimeout = Patience;
        settings.ConnectTimeout = Connecting;
        settings.SocketTimeout = isUnhurried ? TimeSpan.Zero : Patience;
        options.Configure?.Invoke(settings);
        ApplicationName = settings.ApplicationName;
        _client = new MongoClient(settings);
        Database = _client.GetDatabase(url.DatabaseName);
    }

    /// <summary>As this connection introduces itself.</summary>
    public string ApplicationName { get; }

    public IMongoDatabase Database { get; }

    /// <summary>For what is asked of the server itself, which has no majority.</summary>
    public IMongoDatabase Admin => _client.GetDatabase("admin", new MongoDatabaseSettings { ReadConcern = ReadConcern.Default });

    public IMongoCollection<BsonDocument> Claims => Collection(SystemCollections.Claims);

    public IMongoCollection<BsonDocument> Counters => Collection(SystemCollections.Counters);

    public IMongoCollection<BsonDocument> Kinds => Collection(SystemCollections.Kinds);

    public IMongoCollection<BsonDocument> Outbox => Collection(SystemCollections.Outbox);

    public IMongoCollection<BsonDocument> Lanes => Collection(SystemCollections.Lanes);

    public IMongoCollection<BsonDocument> Leases => Collection(SystemCollections.Leases);

    public IMongoCollection<BsonDocument> Blobs => Collection(SystemCollections.Blobs);

    public IMongoCollection<BsonDocument> StagedBlobs => Collection(SystemCollections.StagedBlobs);

    public IMongoCollection<BsonDocument> SearchPending => Collection(SystemCollections.SearchPending);

    public IMongoCollection<BsonDocument> SearchEntries => Collection(SystemCollections.SearchEntries);

    public IMongoCollection<BsonDocument> Collection(string name) => Database.GetCollection<BsonDocument>(name);

    public Task<IClientSessionHandle> StartSessionAsync(CancellationToken ct) => _client.StartSessionAsync(cancellationToken: ct);

    public void Dispose() => _client.Dispose();
}
