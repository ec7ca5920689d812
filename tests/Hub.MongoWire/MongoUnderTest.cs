using MongoDB.Driver;

namespace Hub.MongoWire;

/// <summary>
/// The MongoDB that tests run on: the one that HUB_TEST_MONGODB names (a replica set, 4.4 or later), else one test server for
/// the whole process, started when first asked for.
/// </summary>
public static class MongoUnderTest
{
    private static readonly Lazy<Task<string>> Server = new(async static () =>
        Environment.GetEnvironmentVariable("HUB_TEST_MONGODB") is { Length: > 0 } given ? given : (await MongoWireServer.StartAsync()).ConnectionString);

    /// <summary>Whether it is a real MongoDB.</summary>
    public static bool IsReal => Environment.GetEnvironmentVariable("HUB_TEST_MONGODB") is { Length: > 0 };

    /// <summary>A connection string with a database that does not exist yet.</summary>
    public static async Task<string> NewDatabaseAsync() =>
        new MongoUrlBuilder(await Server.Value) { DatabaseName = $"hub_test_{Guid.NewGuid():N}" }.ToString();

    /// <param name="connectionString">From <see cref="NewDatabaseAsync"/>.</param>
    public static async Task DropAsync(string connectionString)
    {
        using var client = new MongoClient(connectionString);
        await client.DropDatabaseAsync(MongoUrl.Create(connectionString).DatabaseName);
    }
}
