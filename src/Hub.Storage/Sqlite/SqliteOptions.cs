namespace Hub.Storage.Sqlite;

/// <summary>How the SQLite engine is opened.</summary>
public sealed record SqliteOptions
{
    /// <summary>Folder of the database and the blobs; made when missing, locked while open.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Throws when a list or count would read an unbounded part of a table or sort it. For tests.</summary>
    public bool RefuseScans { get; init; }

    /// <summary>Most commits that share one transaction and one sync.</summary>
    public int GroupLimit { get; init; } = 256;

    /// <summary>How long the search indexer waits after a commit for more to index, so that one batch carries many entries.</summary>
    public TimeSpan IndexDelay { get; init; } = TimeSpan.FromMilliseconds(100);
}
