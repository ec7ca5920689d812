using System.Security.Cryptography;
using Hub.Core.Ports;

namespace Hub.Storage.Blobs;

/// <summary>Copies a blob to where it is kept, hashing on the way.</summary>
internal static class HashingCopy
{
    private const int CopyBytes = 128 * 1024;

    /// <summary>Writes what was read already and the rest; answers size and SHA-256 in hex.</summary>
    /// <exception cref="BlobTooLargeException">The content is larger than the limit.</exception>
    public static async ValueTask<(long Size, string Hash)> RunAsync(
        ReadOnlyMemory<byte> head, Stream rest, Stream target, long limit, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head.Span);
        await target.WriteAsync(head, ct).ConfigureAwait(false);
        var size = (long)head.Length;
        var buffer = new byte[CopyBytes];
        while (await rest.ReadAsync(buffer, ct).ConfigureAwait(false) is > 0 and var read)
        {
            size += read;
            if (size > limit)
            {
                throw new BlobTooLargeException(limit);
            }
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), ct).ConfigureAwait(false);
        }
        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
