using System.Runtime.CompilerServices;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Checks;

/// <summary>Every claimed key has its document, every document its kind's keys.</summary>
internal sealed class ClaimCheck(IHubStore store, IStoreInspection inspection, IReadOnlyList<DocumentKind> catalogue)
{
    private const int DocumentsAtATime = 200;

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var claim in inspection.ReadClaimsAsync(ct).ConfigureAwait(false))
        {
            // Looked up again: the document may have gone with its key since the row was read.
            if (await inspection.FindAsync(claim.Holder, ct).ConfigureAwait(false) is null
                && await store.ResolveAsync(claim.Key, ct).ConfigureAwait(false) == claim.Holder)
            {
                yield return new Finding("claim", claim.Key.Scope, $"{claim.Key.Value} is held by {claim.Holder.Kind} {claim.Holder.Key}, which does not exist");
            }
        }
        foreach (var kind in catalogue)
        {
            await foreach (var documents in inspection.ReadAllAsync(kind, ct).Chunk(DocumentsAtATime).ConfigureAwait(false))
            {
                foreach (var finding in await CheckAsync(kind, documents, ct).ConfigureAwait(false))
                {
                    yield return finding;
                }
            }
        }
    }

    private async Task<List<Finding>> CheckAsync(DocumentKind kind, Document[] documents, CancellationToken ct)
    {
        var findings = new List<Finding>();
        var keys = documents.SelectMany(kind.KeysOf).Distinct().ToList();
        var held = new Dictionary<UniqueKey, DocRef>();
        foreach (var part in keys.Chunk(1000))
        {
            foreach (var (key, holder) in await store.ResolveManyAsync(part, ct).ConfigureAwait(false))
            {
                held[key] = holder;
            }
        }
        foreach (var document in documents)
        {
            var self = new DocRef(kind.Name, document.Key);
            foreach (var key in kind.KeysOf(document).Where(key => held.GetValueOrDefault(key) != self))
            {
                if (await inspection.FindAsync(self, ct).ConfigureAwait(false) is { } now && now.Version == document.Version)
                {
                    findings.Add(new Finding("claim", $"{kind.Name} {document.Key}", $"does not hold its key {key}"));
                }
            }
        }
        return findings;
    }
}
