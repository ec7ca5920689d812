namespace Hub.Core.Storage;

/// <summary>How far the import that made this store has come; there is none in a store that was not imported.</summary>
public sealed record ImportRecord : Document<ImportRecord>, IDocument<ImportRecord>
{
    /// <summary>Digest of the whole export, lower-case hex: which file it is, whatever its name.</summary>
    public required string File { get; init; }

    /// <summary>Byte of the file at which the next frame begins; everything before it is stored.</summary>
    public required long Position { get; init; }

    /// <summary>Digest of the frame before that, lower-case hex.</summary>
    public required string Digest { get; init; }

    /// <summary>Whether the secrets of the file are taken along.</summary>
    public required bool TakesSecrets { get; init; }

    /// <summary>What was lost with secrets left out, one sentence each.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];

    /// <summary>Documents left out with their secrets, by kind.</summary>
    public IReadOnlyDictionary<string, long> LeftOut { get; init; } = new Dictionary<string, long>();

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it is under way.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<ImportRecord> Kind { get; } = new("import", "imp") { IsLocal = true };

    /// <summary>The one id.</summary>
    public static DocId<ImportRecord> OnlyId { get; } = new("imp_only");
}
