using MongoDB.Driver;

namespace Hub.MongoWire;

/// <summary>
/// The MongoDB that tests run on: the one that HUB_TEST_MONGODB names (a replica set, 4.4 or later), else one test server for
/// the whole process, started when first asked for.
/// </summary>
public static class MongoUnderTest
{
    // Held: a server that nobody refers to any more is collected, and its process with it.
    private static readonly Lazy<Task<MongoWireServer>> Server = new(static () => MongoWireServer.StartAsync());

    /// <summary>Whether it is a real MongoDB.</summary>
    public static bool IsReal => Given is not null;

    /// <summary>A connection string with a database that does not exist yet.</summary>
    public static async Task<string> NewDatabaseAsync() =>
        new MongoUrlBuilder(Given ?? (await Server.Value).ConnectionString) { DatabaseName = $"hub_test_{Guid.NewGuid():N}" }.ToString();

    private static string? Given => Environment.GetEnvironmentVariable("HUB_TEST_MONGODB") is { Length: > 0 } given ? given : null;

    /// <param name="connectionString">From <see cref="NewDatabaseAsync"/>.</param>
    public static async Task DropAsync(string connectionString)
    {
        using var client = new MongoClient(connectionString);
        await client.DropDatabaseAsync(MongoUrl.Create(connectionString).DatabaseName);
    }
}
