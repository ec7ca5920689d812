using MongoDB.Driver;

namespace Hub.Storage.Mongo;

/// <summary>How the MongoDB engine is opened.</summary>
public sealed record MongoOptions
{
    /// <summary>Connection string with the database name in its path; a replica set or a sharded cluster, MongoDB 4.4 or newer.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Throws when a list or count would scan a collection or sort in memory. For tests.</summary>
    public bool RefuseScans { get; init; }

    /// <summary>How long the search indexer waits after a commit for more to index, so that one batch carries many entries.</summary>
    public TimeSpan IndexDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Changes the driver's settings last; tests listen to its commands this way.</summary>
    internal Action<MongoClientSettings>? Configure { get; init; }

    /// <summary>Null when the connection string can be used, else what is wrong with it.</summary>
    public static string? ProblemOf(string connectionString)
    {
        try
        {
            return string.IsNullOrEmpty(new MongoUrl(connectionString).DatabaseName) ? "the path names no database" : null;
        }
        catch (Exception fault) when (fault is MongoConfigurationException or ArgumentException or FormatException)
        {
            return "it cannot be read";
        }
    }
}
