using System.Security.Cryptography;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Blobs;

/// <summary>The beginning of a blob, which says whether it is small enough to ride in the commit that keeps it.</summary>
/// <param name="Inline">The whole blob when it is small, else null.</param>
/// <param name="Bytes">What was read.</param>
internal sealed record BlobHead(StagedBlob? Inline, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Bytes; larger blobs stand before the commit.</summary>
    public const int LargestInline = 64 * 1024;

    /// <exception cref="BlobTooLargeException">More than the limit was read already.</exception>
    public static async ValueTask<BlobHead> ReadAsync(Stream content, long limit, CancellationToken ct)
    {
        var head = new byte[Math.Min(LargestInline + 1, limit + 1)];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        if (read > limit)
        {
            throw new BlobTooLargeException(limit);
        }
        if (read > LargestInline)
        {
            return new BlobHead(null, head.AsMemory(0, read));
        }
        var bytes = head.AsMemory(0, read).ToArray();
        return new BlobHead(new StagedBlob(BlobIds.New(), read, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes), bytes);
    }
}
