using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Moving;

/// <summary>Writes what a snapshot holds, frame by frame, and counts.</summary>
internal sealed class ExportContent(FrameWriter frames, IStoreSnapshot snapshot, IBlobStore blobs, ISecretSealer sealer, PassphraseSeal? seal)
{
    private const int BlobFrameBytes = 1024 * 1024;
    private readonly Dictionary<string, long> _documents = new(StringComparer.Ordinal);
    private readonly List<string> _losses = [];
    private ExportTotals _totals = new();

    public ExportTotals Totals => _totals with { Documents = _documents, Losses = _losses };

    public Task WriteCountersAsync(CancellationToken ct) => WriteLinesAsync(FrameKind.Counters, snapshot.ReadCountersAsync(ct), ct);

    public async Task WriteBlobsAsync(CancellationToken ct)
    {
        await foreach (var blob in snapshot.ReadBlobsAsync(ct).ConfigureAwait(false))
        {
            await frames.WriteAsync(FrameKind.Blob, JsonSerializer.SerializeToUtf8Bytes(blob, HubJson.Options), ct).ConfigureAwait(false);
            await WriteBytesAsync(blob, ct).ConfigureAwait(false);
            _totals = _totals with { Blobs = _totals.Blobs + 1, BlobBytes = _totals.BlobBytes + blob.Size };
        }
    }

    public async Task WriteDocumentsAsync(DocumentKind kind, CancellationToken ct) =>
        _documents[kind.Name] = await WriteLinesAsync(
            FrameKind.Documents,
            snapshot.ReadAllAsync(kind, ct).Select(document => Seal(kind, document)).Where(static document => document is not null)
                .Select(document => new DocumentLine<object>(kind.Name, document!.Version, document)),
            ct).ConfigureAwait(false);

    public async Task WriteClaimsAsync(MovableKinds kinds, CancellationToken ct) =>
        _totals = _totals with
        {
            Claims = await WriteLinesAsync(FrameKind.Claims, kinds.ReadClaimsAsync(snapshot, ct).Select(ClaimLine.Of), ct).ConfigureAwait(false),
        };

    public async Task WriteOutboxAsync(CancellationToken ct) =>
        _totals = _totals with { Outbox = await WriteLinesAsync(FrameKind.Outbox, snapshot.ReadOutboxAsync(ct), ct).ConfigureAwait(false) };

    private async Task WriteBytesAsync(StoredBlob blob, CancellationToken ct)
    {
        var content = await blobs.OpenAsync(blob.Id, ct).ConfigureAwait(false)
            ?? throw new StoreCorruptException($"Blob '{blob.Id}' is missing.");
        await using (content.ConfigureAwait(false))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[(int)Math.Min(BlobFrameBytes, Math.Max(1, blob.Size))];
            while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                await frames.WriteAsync(FrameKind.BlobBytes, buffer.AsMemory(0, read), ct).ConfigureAwait(false);
            }
            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != blob.Sha256)
            {
                throw new StoreCorruptException($"The bytes of blob '{blob.Id}' are not those that were stored.");
            }
        }
    }

    /// <summary>The document with its secrets under the passphrase, or without them; null when nothing is left of it.</summary>
    private Document? Seal(DocumentKind kind, Document document)
    {
        var isLost = false;
        var carried = kind.MapSecrets(document, text =>
        {
            var secret = seal is null ? null : sealer.Open(text);
            isLost |= secret is null;
            return secret is null ? null : seal!.Close(ExportFile.OwnerOf(kind, document), secret);
        });
        if (isLost)
        {
            _losses.Add(kind.WhenSecretsAreLost(document));
        }
        return carried;
    }

    private async Task<long> WriteLinesAsync<T>(FrameKind frame, IAsyncEnumerable<T> lines, CancellationToken ct)
    {
        var count = 0L;
        var open = new ExportLines();
        try
        {
            await foreach (var line in lines.ConfigureAwait(false))
            {
                open.Add(line);
                count++;
                if (open.IsFull)
                {
                    await frames.WriteAsync(frame, open.Close(), ct).ConfigureAwait(false);
                    open.Dispose();
                    open = new ExportLines();
                }
            }
            if (open.Count > 0)
            {
                await frames.WriteAsync(frame, open.Close(), ct).ConfigureAwait(false);
            }
            return count;
        }
        finally
        {
            open.Dispose();
        }
    }
}
