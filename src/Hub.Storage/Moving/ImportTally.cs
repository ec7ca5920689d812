using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Moving;

/// <summary>Counts what stands in the store after an import and compares it with what the file said.</summary>
internal sealed class ImportTally(IStoreTransfer transfer, IReadOnlyList<DocumentKind> catalogue)
{
    /// <summary>A line for each number that differs.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(ExportTotals totals, ImportRecord record, CancellationToken ct)
    {
        var lines = new List<string>();
        var kinds = new MovableKinds(catalogue);
        var snapshot = await transfer.OpenSnapshotAsync(ct).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            foreach (var kind in kinds.All)
            {
                var expected = totals.Documents.GetValueOrDefault(kind.Name) - record.LeftOut.GetValueOrDefault(kind.Name);
                Compare(lines, $"documents '{kind.Name}'", expected, await snapshot.ReadAllAsync(kind, ct).LongCountAsync(ct).ConfigureAwait(false));
            }
            Compare(lines, "unique keys", totals.Claims, await kinds.ReadClaimsAsync(snapshot, ct).LongCountAsync(ct).ConfigureAwait(false));
            Compare(lines, "outgoing work", totals.Outbox, await snapshot.ReadOutboxAsync(ct).LongCountAsync(ct).ConfigureAwait(false));
            Compare(lines, "blobs", totals.Blobs, await snapshot.ReadBlobsAsync(ct).LongCountAsync(ct).ConfigureAwait(false));
        }
        return lines;
    }

    private static void Compare(List<string> lines, string what, long expected, long actual)
    {
        if (expected != actual)
        {
            lines.Add($"import: {what}: the file holds {expected}, the store {actual}");
        }
    }
}
