using Hub.Core.Storage;

namespace Hub.Core.Ports;

/// <summary>Bytes: raw mails and attachments.</summary>
public interface IBlobStore
{
    /// <summary>Reads the stream to its end, hashing on the way. Small content stays in memory to share the commit; larger
    /// content is written to a file and synced before this answers.</summary>
    /// <param name="content">Read once, not disposed.</param>
    /// <param name="limit">Largest size accepted, in bytes.</param>
    /// <param name="ct">Cancels and removes what was written.</param>
    /// <exception cref="BlobTooLargeException">The content is larger than the limit; nothing is kept.</exception>
    /// <exception cref="StoreFullException">No space left; nothing is kept.</exception>
    ValueTask<StagedBlob> StageAsync(Stream content, long limit, CancellationToken ct);

    /// <summary>Opens committed bytes for reading (seekable), or null when there are none under the id.</summary>
    ValueTask<Stream?> OpenAsync(string blobId, CancellationToken ct);

    /// <summary>Removes staged files that no commit kept, older than <paramref name="olderThan"/>; answers how many.</summary>
    ValueTask<int> SweepAsync(TimeSpan olderThan, CancellationToken ct);
}

/// <summary>More bytes than the limit allows.</summary>
public sealed class BlobTooLargeException(long limit) : Exception($"The content is larger than {limit} bytes.")
{
    /// <summary>Bytes.</summary>
    public long Limit { get; } = limit;
}
