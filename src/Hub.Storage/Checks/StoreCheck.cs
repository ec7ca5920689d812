using System.Runtime.CompilerServices;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Checks;

/// <summary>Verifies the invariants of everything stored. Reads row by row and may run beside a working server.</summary>
public sealed class StoreCheck(IHubStore store, IStoreInspection inspection, IBlobStore blobs, IReadOnlyList<DocumentKind> catalogue, TimeProvider clock)
{
    /// <summary>Intakes not filed and wishes to the search index not granted for longer than this are findings.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    /// <summary>Yields what is broken, as it is found; nothing when all is well.</summary>
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        IAsyncEnumerable<Finding>[] parts =
        [
            new ThreadCheck(store, inspection).RunAsync(ct),
            new TieCheck(store, inspection).RunAsync(ct),
            new ClaimCheck(store, inspection, catalogue).RunAsync(ct),
            new IntakeCheck(inspection, clock).RunAsync(ct),
            new OutboxCheck(store, inspection).RunAsync(ct),
            new BlobCheck(inspection, blobs).RunAsync(ct),
            SearchAsync(ct),
        ];
        foreach (var part in parts)
        {
            await foreach (var finding in part.ConfigureAwait(false))
            {
                yield return finding;
            }
        }
    }

    private async IAsyncEnumerable<Finding> SearchAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (await inspection.OldestUnindexedAsync(ct).ConfigureAwait(false) is { } oldest && clock.GetUtcNow() - oldest > LongestDelay)
        {
            yield return new Finding("search", "index", $"entries wait to be indexed since {oldest:u}");
        }
    }
}
