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

public sealed class SqliteRemovalTests : RemovalContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();
}

public sealed class SqliteScanTests : ScanContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();
}

public sealed class SqliteCheckTests : CheckContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();

    protected override Task LoseBytesAsync(string blob)
    {
        File.Delete(Path.Combine(((SqliteUnderTest)Engine).Directory, "blobs", blob[..2], blob[2..4], blob));
        return Task.CompletedTask;
    }
}
