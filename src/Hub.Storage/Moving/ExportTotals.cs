namespace Hub.Storage.Moving;

/// <summary>How much an export holds, and what it lacks.</summary>
public sealed record ExportTotals
{
    /// <summary>Number of documents of each kind.</summary>
    public IReadOnlyDictionary<string, long> Documents { get; init; } = new Dictionary<string, long>();

    /// <summary>Unique keys.</summary>
    public long Claims { get; init; }

    /// <summary>Entries of outgoing work.</summary>
    public long Outbox { get; init; }

    /// <summary>Blobs.</summary>
    public long Blobs { get; init; }

    /// <summary>Their bytes together.</summary>
    public long BlobBytes { get; init; }

    /// <summary>What is lost with secrets that were left out, one sentence each.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];
}
