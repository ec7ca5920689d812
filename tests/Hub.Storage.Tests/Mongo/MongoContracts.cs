using Hub.Storage.Tests.Contracts;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Tests.Mongo;

public sealed class MongoDocumentTests : DocumentContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoStoreUnderTest.OpenNewAsync();
}

public sealed class MongoClaimTests : ClaimContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoStoreUnderTest.OpenNewAsync();
}

public sealed class MongoListTests : ListContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoStoreUnderTest.OpenNewAsync();
}

public sealed class MongoSearchTests : SearchContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoStoreUnderTest.OpenNewAsync();
}

public sealed class MongoOutboxTests : OutboxContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoStoreUnderTest.OpenNewAsync();
}

public sealed class MongoSequenceTests : SequenceContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoStoreUnderTest.OpenNewAsync();
}

public sealed class MongoBlobTests : BlobContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoStoreUnderTest.OpenNewAsync();
}

public sealed class MongoFilterTests : FilterContract
{
    protected override async Task<StoreUnderTest> OpenAsync() => await MongoStoreUnderTest.OpenAsync(refuseScans: false);
}

public sealed class MongoRemovalTests : RemovalContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoStoreUnderTest.OpenNewAsync();
}

public sealed class MongoRaceTests : RaceContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoStoreUnderTest.OpenNewAsync();
}

public sealed class MongoScanTests : ScanContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoStoreUnderTest.OpenNewAsync();
}

public sealed class MongoCheckTests : CheckContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoStoreUnderTest.OpenNewAsync();

    protected override async Task LoseBytesAsync(string blob)
    {
        var engine = (MongoStoreUnderTest)Engine;
        using var client = new MongoClient(engine.ConnectionString);
        await engine.Database(client).GetCollection<BsonDocument>("large.files").DeleteOneAsync(new BsonDocument("_id", blob), Ct);
    }
}
