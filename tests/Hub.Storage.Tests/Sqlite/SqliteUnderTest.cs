using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Sqlite;
using Hub.Storage.Tests.Contracts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>A SQLite store in a folder of its own, with scans refused.</summary>
public sealed class SqliteUnderTest : StoreUnderTest
{
    private readonly SqliteOptions _options;

    private SqliteUnderTest(SqliteOptions options, SqliteHubStore sqlite)
    {
        _options = options;
        Sqlite = sqlite;
    }

    public SqliteHubStore Sqlite { get; private set; }

    public string Directory => _options.DataDirectory;

    public override IHubStore Store => Sqlite;

    public override IOutbox Outbox => Sqlite.Outbox;

    public override ISequence Sequence => Sqlite.Sequence;

    public override IBlobStore Blobs => Sqlite.Blobs;

    public override IStoreInspection Inspection => Sqlite.Inspection;

    public static async Task<StoreUnderTest> OpenNewAsync() => await OpenAsync(refuseScans: true);

    public static async Task<SqliteUnderTest> OpenAsync(bool refuseScans)
    {
        var options = new SqliteOptions
        {
            DataDirectory = System.IO.Directory.CreateTempSubdirectory("hub-sqlite-").FullName,
            RefuseScans = refuseScans,
            IndexDelay = TimeSpan.FromMilliseconds(1),
        };
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Start);
        var sqlite = await SqliteHubStore.OpenAsync(options, Catalogue.All, clock, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        return new SqliteUnderTest(options, sqlite) { Clock = clock };
    }

    public override async Task ReopenAsync()
    {
        await Sqlite.DisposeAsync();
        await OpenAgainAsync();
    }

    /// <summary>Closes the store and changes its file behind its back; answers the rows changed.</summary>
    public async Task<int> CloseAndRunAsync(params string[] statements)
    {
        await Sqlite.DisposeAsync();
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Directory, "hub.db")};Pooling=False");
        await connection.OpenAsync();
        var changed = 0;
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            changed += await command.ExecuteNonQueryAsync();
        }
        return changed;
    }

    public async Task OpenAgainAsync() => Sqlite =
        await SqliteHubStore.OpenAsync(_options, Catalogue.All, Clock, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await Sqlite.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
