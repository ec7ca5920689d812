using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Moving;

/// <summary>The kinds whose documents go along when an installation moves.</summary>
internal sealed class MovableKinds(IReadOnlyList<DocumentKind> catalogue)
{
    private readonly HashSet<string> _local =
        catalogue.Where(static kind => kind.IsLocal).Select(static kind => kind.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>In the catalogue's order.</summary>
    public IReadOnlyList<DocumentKind> All { get; } = [.. catalogue.Where(static kind => !kind.IsLocal)];

    /// <summary>The unique keys that their documents hold.</summary>
    public IAsyncEnumerable<StoredClaim> ReadClaimsAsync(IStoreSnapshot snapshot, CancellationToken ct) =>
        snapshot.ReadClaimsAsync(ct).Where(claim => !_local.Contains(claim.Holder.Kind));
}
