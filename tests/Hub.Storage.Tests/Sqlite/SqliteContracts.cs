using Hub.Storage.Tests.Contracts;

namespace Hub.Storage.Tests.Sqlite;

public sealed class SqliteDocumentTests : DocumentContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();
}

public sealed class SqliteClaimTests : ClaimContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();
}

public sealed class SqliteListTests : ListContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();
}

public sealed class SqliteSearchTests : SearchContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();
}

public sealed class SqliteOutboxTests : OutboxContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();
}

public sealed class SqliteSequenceTests : SequenceContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();
}

public sealed class SqliteBlobTests : BlobContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();
}

public sealed class SqliteFilterTests : FilterContract
{
    protected override async Task<StoreUnderTest> OpenAsync() => await SqliteUnderTest.OpenAsync(refuseScans: false);
}

public sealed class SqliteRaceTests : RaceContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();
}
