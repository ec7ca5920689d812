using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.MongoWire;
using Hub.Storage.Mongo;
using Hub.Storage.Tests.Contracts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MongoDB.Driver;

namespace Hub.Storage.Tests.Mongo;

/// <summary>A MongoDB store in a database of its own, with scans refused: on the server that is named, else on the wire test server.</summary>
public sealed class MongoStoreUnderTest : StoreUnderTest
{
    private readonly MongoOptions _options;

    private MongoStoreUnderTest(MongoOptions options, MongoHubStore mongo)
    {
        _options = options;
        Mongo = mongo;
    }

    public MongoHubStore Mongo { get; private set; }

    public string ConnectionString => _options.ConnectionString;

    public override IHubStore Store => Mongo;

    public override IOutbox Outbox => Mongo.Outbox;

    public override ISequence Sequence => Mongo.Sequence;

    public override IBlobStore Blobs => Mongo.Blobs;

    public override IStoreInspection Inspection => Mongo.Inspection;

    public static async Task<StoreUnderTest> OpenNewAsync() => await OpenAsync(refuseScans: true);

    internal static async Task<MongoStoreUnderTest> OpenAsync(bool refuseScans, Action<MongoClientSettings>? configure = null)
    {
        var options = new MongoOptions
        {
            ConnectionString = await MongoUnderTest.NewDatabaseAsync(),
            RefuseScans = refuseScans,
            IndexDelay = TimeSpan.FromMilliseconds(1),
            Configure = configure,
        };
        var clock = new FakeTimeProvider(Start);
        return new MongoStoreUnderTest(options, await OpenAsync(options, clock)) { Clock = clock };
    }

    /// <summary>Another node on the same database.</summary>
    public Task<MongoHubStore> OpenNodeAsync() => OpenAsync(_options, Clock);

    /// <summary>The database, past the store.</summary>
    public IMongoDatabase Database(MongoClient client) => client.GetDatabase(new MongoUrl(ConnectionString).DatabaseName);

    public override async Task ReopenAsync()
    {
        await Mongo.DisposeAsync();
        Mongo = await OpenNodeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await Mongo.DisposeAsync();
        await MongoUnderTest.DropAsync(ConnectionString);
    }

    private static Task<MongoHubStore> OpenAsync(MongoOptions options, TimeProvider clock) =>
        MongoHubStore.OpenAsync(options, Catalogue.All, clock, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
}
