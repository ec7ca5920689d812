using Hub.Core.Storage;
using Hub.Storage.Sqlite;
using Hub.Storage.Sqlite.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Sqlite;

public sealed class DataFolderTests
{
    [Fact]
    public async Task A_second_store_on_the_same_folder_is_refused_with_a_readable_line_and_the_first_goes_on()
    {
        await using var engine = await SqliteUnderTest.OpenAsync(refuseScans: true);
        var options = new SqliteOptions { DataDirectory = engine.Directory };

        var refusal = await Should.ThrowAsync<DataFolderInUseException>(() => SqliteHubStore.OpenAsync(
            options, Catalogue.All, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken));

        refusal.Message.ShouldContain(engine.Directory);
        refusal.Message.ShouldContain($"process {Environment.ProcessId}");
        await engine.Store.PingAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_closed_store_answers_unavailable()
    {
        await using var engine = await SqliteUnderTest.OpenAsync(refuseScans: true);
        await engine.Sqlite.DisposeAsync();

        await Should.ThrowAsync<StoreUnavailableException>(async () => await engine.Store.PingAsync(TestContext.Current.CancellationToken));

        await engine.OpenAgainAsync();
    }

    [Theory]
    [InlineData(5, typeof(StoreUnavailableException))]
    [InlineData(10 | (4 << 8), typeof(StoreUnavailableException))]
    [InlineData(14, typeof(StoreUnavailableException))]
    [InlineData(11, typeof(StoreCorruptException))]
    [InlineData(11 | (1 << 8), typeof(StoreCorruptException))]
    [InlineData(26, typeof(StoreCorruptException))]
    [InlineData(13, typeof(StoreFullException))]
    [InlineData(19, typeof(InvalidOperationException))]
    public void Result_codes_become_faults_callers_know(int code, Type fault) =>
        SqliteFaults.ToException(code, "x").ShouldBeOfType(fault);
}
