namespace Hub.Storage.Moving;

/// <summary>What a frame of an export holds; the numbers are in the file and never change. See docs/export.md.</summary>
internal enum FrameKind : byte
{
    /// <summary>JSON of an <see cref="ExportHeader"/>; the first frame.</summary>
    Header = 1,
    /// <summary>Counters.</summary>
    Counters = 2,
    /// <summary>Documents of one kind.</summary>
    Documents = 3,
    /// <summary>Unique keys.</summary>
    Claims = 4,
    /// <summary>Outgoing work.</summary>
    Outbox = 5,
    /// <summary>JSON of a blob's id, size and hash; its bytes follow.</summary>
    Blob = 6,
    /// <summary>Bytes of the blob that was named last.</summary>
    BlobBytes = 7,
    /// <summary>JSON of an <see cref="ExportTotals"/>; the last frame.</summary>
    End = 8,
}

/// <summary>A frame as read.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Payload">Its bytes.</param>
internal readonly record struct Frame(FrameKind Kind, byte[] Payload);
