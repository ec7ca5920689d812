using System.Text.Json;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Storage.Blobs;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Moving;

/// <summary>Writes everything stored at one instant into one file that any engine and later version can read. See docs/export.md.</summary>
public sealed class StoreExport(IStoreTransfer transfer, IBlobStore blobs, ISecretSealer sealer, IReadOnlyList<DocumentKind> catalogue, TimeProvider clock)
{
    private const int BufferBytes = 1024 * 1024;

    /// <summary>Of the derivation of the key; the file says it, so that an import takes as many.</summary>
    internal int Iterations { get; init; } = PassphraseSeal.UsualIterations;

    /// <summary>Writes the file; it gets its name only when it is whole and on disk, so a kill leaves no export but a <c>.part</c>,
    /// which the next one replaces.</summary>
    /// <param name="path">A file that does not exist yet, in a folder that does.</param>
    /// <param name="passphrase">At least 12 characters, under which secrets are sealed; null leaves them out.</param>
    /// <param name="ct">Ends it; no file is left.</param>
    /// <exception cref="MoveRefusedException">The file exists or may not be written, its folder does not exist, or the passphrase is too short.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read or the file not be written.</exception>
    /// <exception cref="StoreCorruptException">Something stored cannot be read; <c>check</c> tells more.</exception>
    /// <exception cref="StoreFullException">No space left for the file.</exception>
    public async Task<ExportTotals> WriteAsync(string path, string? passphrase, CancellationToken ct)
    {
        Refuse(path, passphrase);
        var part = $"{path}.part";
        try
        {
            File.Delete(part);
            var file = new FileStream(part, Options());
            ExportTotals totals;
            await using (file.ConfigureAwait(false))
            {
                totals = await WriteAsync(file, passphrase, ct).ConfigureAwait(false);
                await Task.Run(() => file.Flush(flushToDisk: true), ct).ConfigureAwait(false);
            }
            File.Move(part, path);
            DiskSync.Folder(Path.GetDirectoryName(path)!);
            return totals;
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new MoveRefusedException($"'{path}' cannot be written: {fault.Message}");
        }
        catch (IOException fault)
        {
            throw SqliteFaults.ToException(fault);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<ExportTotals> WriteAsync(FileStream file, string? passphrase, CancellationToken ct)
    {
        var (seal, parameters) = passphrase is null ? default : PassphraseSeal.Make(passphrase, Iterations);
        using (seal)
        {
            var kinds = new MovableKinds(catalogue);
            var frames = new FrameWriter(file);
            await frames.BeginAsync(ct).ConfigureAwait(false);
            var snapshot = await transfer.OpenSnapshotAsync(ct).ConfigureAwait(false);
            await using (snapshot.ConfigureAwait(false))
            {
                var header = new ExportHeader(
                    clock.GetUtcNow(), kinds.All.ToDictionary(static kind => kind.Name, static kind => kind.Schema), parameters);
                await frames.WriteAsync(FrameKind.Header, JsonSerializer.SerializeToUtf8Bytes(header, HubJson.Options), ct).ConfigureAwait(false);
                var content = new ExportContent(frames, snapshot, blobs, sealer, seal);
                await content.WriteCountersAsync(ct).ConfigureAwait(false);
                await content.WriteBlobsAsync(ct).ConfigureAwait(false);
                // In the catalogue's order: a ticket comes before its entries, whose import looks at it.
                foreach (var kind in kinds.All)
                {
                    await content.WriteDocumentsAsync(kind, ct).ConfigureAwait(false);
                }
                await content.WriteClaimsAsync(kinds, ct).ConfigureAwait(false);
                await content.WriteOutboxAsync(ct).ConfigureAwait(false);
                await frames.WriteAsync(FrameKind.End, JsonSerializer.SerializeToUtf8Bytes(content.Totals, HubJson.Options), ct).ConfigureAwait(false);
                return content.Totals;
            }
        }
    }

    private static void Refuse(string path, string? passphrase)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw new MoveRefusedException($"'{path}' exists; name a new file.");
        }
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new MoveRefusedException($"The folder of '{path}' does not exist.");
        }
        if (passphrase is { Length: < PassphraseSeal.ShortestPassphrase })
        {
            throw new MoveRefusedException($"The passphrase needs at least {PassphraseSeal.ShortestPassphrase} characters.");
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = BufferBytes,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            // It holds customers' letters and the hashes of passwords.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return options;
    }
}
