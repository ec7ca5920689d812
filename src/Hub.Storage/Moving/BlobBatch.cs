using System.Text.Json;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Blobs;

namespace Hub.Storage.Moving;

/// <summary>Blobs on their way in: small ones are put side by side, so that they share a sync; a large one streams on its own.</summary>
internal sealed class BlobBatch(IStoreTransfer transfer, int most)
{
    private readonly List<(StoredBlob Blob, byte[] Bytes)> _small = [];

    /// <summary>Takes a blob and the frames of its bytes; true when everything taken so far is stored.</summary>
    public async ValueTask<bool> AddAsync(Frame frame, FrameReader frames, CancellationToken ct)
    {
        var blob = JsonSerializer.Deserialize<StoredBlob>(frame.Payload, HubJson.Options)!;
        var content = new BlobFrames(frames, blob.Size);
        if (blob.Size > BlobHead.LargestInline)
        {
            await transfer.PutBlobAsync(blob, content, ct).ConfigureAwait(false);
            await content.SkipAsync(ct).ConfigureAwait(false);
            await FlushAsync(ct).ConfigureAwait(false);
            return true;
        }
        var bytes = new byte[blob.Size];
        await content.ReadExactlyAsync(bytes, ct).ConfigureAwait(false);
        _small.Add((blob, bytes));
        if (_small.Count < most)
        {
            return false;
        }
        await FlushAsync(ct).ConfigureAwait(false);
        return true;
    }

    public async ValueTask FlushAsync(CancellationToken ct)
    {
        await Task.WhenAll(_small.Select(async pair =>
            await transfer.PutBlobAsync(pair.Blob, new MemoryStream(pair.Bytes, writable: false), ct).ConfigureAwait(false))).ConfigureAwait(false);
        _small.Clear();
    }
}
