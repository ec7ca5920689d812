using Hub.Storage.Tests.Contracts;

namespace Hub.Storage.Tests.Sqlite;

public sealed class SqliteDocumentTests : DocumentContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenNewAsync();
}
