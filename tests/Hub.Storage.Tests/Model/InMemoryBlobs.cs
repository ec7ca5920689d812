using System.Collections.Concurrent;
using System.Security.Cryptography;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Tests.Model;

/// <summary>What the blob store means.</summary>
internal sealed class InMemoryBlobs(TimeProvider clock) : IBlobStore
{
    private const int LargestInline = 64 * 1024;
    private readonly ConcurrentDictionary<string, (byte[] Bytes, DateTimeOffset At)> _staged = new();
    private readonly ConcurrentDictionary<string, byte[]> _kept = new();

    public async ValueTask<StagedBlob> StageAsync(Stream content, long limit, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        await content.CopyToAsync(memory, ct);
        if (memory.Length > limit)
        {
            throw new BlobTooLargeException(limit);
        }
        var id = Guid.NewGuid().ToString("n");
        var bytes = memory.ToArray();
        _staged[id] = (bytes, clock.GetUtcNow());
        return new StagedBlob(id, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)),
            bytes.Length <= LargestInline ? bytes : null);
    }

    public ValueTask<Stream?> OpenAsync(string blobId, CancellationToken ct) =>
        ValueTask.FromResult<Stream?>(_kept.TryGetValue(blobId, out var bytes) ? new MemoryStream(bytes, writable: false) : null);

    public ValueTask<int> SweepAsync(TimeSpan olderThan, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - olderThan;
        return ValueTask.FromResult(_staged.Count(pair =>
            pair.Value.At < before && pair.Value.Bytes.Length > LargestInline && _staged.TryRemove(pair.Key, out _)));
    }

    public void Keep(IEnumerable<StagedBlob> blobs)
    {
        foreach (var blob in blobs)
        {
            _kept[blob.Id] = _staged.TryRemove(blob.Id, out var staged)
                ? staged.Bytes
                : throw new InvalidOperationException("The blob has been swept.");
        }
    }
}
