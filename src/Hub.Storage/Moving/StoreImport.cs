using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Moving;

/// <summary>Reads an export into an empty store. A killed import goes on where it stopped when it is begun again with the same file;
/// one that ended changes nothing any more.</summary>
public sealed class StoreImport(IHubStore store, IStoreTransfer transfer, ISecretSealer sealer, IReadOnlyList<DocumentKind> catalogue, TimeProvider clock)
{
    private const int BlobsAtATime = 64;
    private readonly Dictionary<string, DocumentKind> _kinds = catalogue.ToDictionary(static kind => kind.Name, StringComparer.Ordinal);

    /// <summary>Imports the file.</summary>
    /// <param name="path">A whole export; it is read through before anything is written.</param>
    /// <param name="passphrase">Under which its secrets were sealed; null leaves them out.</param>
    /// <param name="ct">Ends it; the next call goes on.</param>
    /// <exception cref="MoveRefusedException">The file is no sound export, of a newer version, or under another passphrase; or the store
    /// holds something else. Nothing was written.</exception>
    public async Task<ImportReport> ReadAsync(string path, string? passphrase, CancellationToken ct)
    {
        var file = await ExportFile.OpenAsync(path, ct).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            RefuseUnknown(file.Header);
            using var seal = Unlock(file.Header, passphrase);
            var record = await BeginAsync(file, seal is not null, ct).ConfigureAwait(false);
            if (record.FinishedAt is null)
            {
                record = await CopyAsync(file, seal, record, ct).ConfigureAwait(false);
                await store.WhenSearchableAsync(ct).ConfigureAwait(false);
                var missing = await new ImportTally(transfer, catalogue).CompareAsync(file.Totals, record, ct).ConfigureAwait(false);
                return new ImportReport(file.Totals, [.. file.Totals.Losses, .. record.Losses], missing, WasThere: false);
            }
            return new ImportReport(file.Totals, [.. file.Totals.Losses, .. record.Losses], [], WasThere: true);
        }
    }

    private void RefuseUnknown(ExportHeader header)
    {
        foreach (var (name, schema) in header.Kinds)
        {
            if (!_kinds.TryGetValue(name, out var kind) || kind.Schema < schema)
            {
                throw new MoveRefusedException($"The export was written by a newer version: it holds '{name}' in shape {schema}.");
            }
        }
    }

    private static PassphraseSeal? Unlock(ExportHeader header, string? passphrase)
    {
        if (passphrase is null)
        {
            return null;
        }
        return header.Secrets is null
            ? throw new MoveRefusedException("The export holds no secrets: import it without a passphrase.")
            : PassphraseSeal.TryMake(passphrase, header.Secrets) ?? throw new MoveRefusedException("The passphrase is not the one of this export.");
    }

    private async Task<ImportRecord> BeginAsync(ExportFile file, bool takesSecrets, CancellationToken ct)
    {
        var known = await store.FindAsync(ImportRecord.OnlyId, ct).ConfigureAwait(false);
        if (known is null)
        {
            if (!await IsEmptyAsync(ct).ConfigureAwait(false))
            {
                throw new MoveRefusedException("The store is not empty: import into a new one.");
            }
            var record = new ImportRecord
            {
                Id = ImportRecord.OnlyId,
                File = file.Digest,
                Position = file.Start.Position,
                Digest = file.Start.Digest,
                TakesSecrets = takesSecrets,
                StartedAt = clock.GetUtcNow(),
            };
            await CommitAsync(new ChangeSet().Insert(record), ct).ConfigureAwait(false);
            return record with { Version = 1 };
        }
        if (known.File != file.Digest)
        {
            throw new MoveRefusedException("The store holds another import: import into a new one.");
        }
        return known.TakesSecrets == takesSecrets || known.FinishedAt is not null
            ? known
            : throw new MoveRefusedException($"The import was begun {(known.TakesSecrets ? "with" : "without")} secrets: go on like that, or import into a new store.");
    }

    private async Task<ImportRecord> CopyAsync(ExportFile file, PassphraseSeal? seal, ImportRecord record, CancellationToken ct)
    {
        var frames = file.ReadFrom(new FramePlace(record.Position, record.Digest));
        var blobs = new BlobBatch(transfer, BlobsAtATime);
        while (true)
        {
            var frame = await frames.ReadAsync(ct).ConfigureAwait(false);
            if (frame.Kind == FrameKind.Blob)
            {
                if (await blobs.AddAsync(frame, frames, ct).ConfigureAwait(false))
                {
                    record = await RememberAsync(record, record, frames.Place, [], ct).ConfigureAwait(false);
                }
                continue;
            }
            await blobs.FlushAsync(ct).ConfigureAwait(false);
            if (frame.Kind == FrameKind.End)
            {
                return await RememberAsync(record, record with { FinishedAt = clock.GetUtcNow() }, frames.Place, [], ct).ConfigureAwait(false);
            }
            var (next, requests) = await PutAsync(frame, seal, record, ct).ConfigureAwait(false);
            record = await RememberAsync(record, next, frames.Place, requests, ct).ConfigureAwait(false);
        }
    }

    private async Task<(ImportRecord Next, IReadOnlyList<IndexRequest> Requests)> PutAsync(
        Frame frame, PassphraseSeal? seal, ImportRecord record, CancellationToken ct)
    {
        switch (frame.Kind)
        {
            case FrameKind.Counters:
                await transfer.PutCountersAsync([.. ExportLines.Read<StoredCounter>(frame.Payload)], ct).ConfigureAwait(false);
                return (record, []);
            case FrameKind.Claims:
                await transfer.PutClaimsAsync([.. ExportLines.Read<ClaimLine>(frame.Payload).Select(static line => line.ToClaim())], ct).ConfigureAwait(false);
                return (record, []);
            case FrameKind.Outbox:
                await transfer.PutOutboxAsync([.. ExportLines.Read<StoredOutboxEntry>(frame.Payload)], ct).ConfigureAwait(false);
                return (record, []);
            case FrameKind.Documents:
                var batch = ImportBatch.Read(frame.Payload, _kinds, seal, sealer);
                await transfer.PutDocumentsAsync(batch.Kind, batch.Documents, ct).ConfigureAwait(false);
                return (After(record, batch), await batch.FindRequestsAsync(store, ct).ConfigureAwait(false));
            default:
                throw new MoveRefusedException($"The export holds a frame of kind {(int)frame.Kind}, which this version does not know.");
        }
    }

    private static ImportRecord After(ImportRecord record, ImportBatch batch)
    {
        var leftOut = new Dictionary<string, long>(record.LeftOut, StringComparer.Ordinal);
        if (batch.LeftOut > 0)
        {
            leftOut[batch.Kind.Name] = leftOut.GetValueOrDefault(batch.Kind.Name) + batch.LeftOut;
        }
        return record with { LeftOut = leftOut, Losses = [.. record.Losses, .. batch.Losses] };
    }

    /// <summary>Records how far it came, together with the wishes to the search index, which must be made once and in order.</summary>
    private async Task<ImportRecord> RememberAsync(
        ImportRecord before, ImportRecord next, FramePlace place, IReadOnlyList<IndexRequest> requests, CancellationToken ct)
    {
        next = next with { Position = place.Position, Digest = place.Digest };
        var changes = new ChangeSet().Replace(before, next);
        foreach (var request in requests)
        {
            changes.MakeSearchable(request);
        }
        await CommitAsync(changes, ct).ConfigureAwait(false);
        return next with { Version = before.Version + 1 };
    }

    private async Task CommitAsync(ChangeSet changes, CancellationToken ct)
    {
        if (await store.CommitAsync(changes, ct).ConfigureAwait(false) is not CommitOutcome.Committed)
        {
            throw new MoveRefusedException("Another import works on this store.");
        }
    }

    private async Task<bool> IsEmptyAsync(CancellationToken ct)
    {
        var snapshot = await transfer.OpenSnapshotAsync(ct).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var kinds = new MovableKinds(catalogue);
            foreach (var kind in kinds.All)
            {
                if (await snapshot.ReadAllAsync(kind, ct).AnyAsync(ct).ConfigureAwait(false))
                {
                    return false;
                }
            }
            return !await kinds.ReadClaimsAsync(snapshot, ct).AnyAsync(ct).ConfigureAwait(false)
                && !await snapshot.ReadBlobsAsync(ct).AnyAsync(ct).ConfigureAwait(false)
                && !await snapshot.ReadOutboxAsync(ct).AnyAsync(ct).ConfigureAwait(false);
        }
    }
}
