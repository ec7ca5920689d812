using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Server.Start;

/// <summary>A store that an import has not filled yet is neither served nor changed.</summary>
public static class UnfinishedImport
{
    /// <summary>What to do about it, or null when there is none.</summary>
    public static async Task<string?> FindAsync(IHubStore store, CancellationToken ct) =>
        await store.FindAsync(ImportRecord.OnlyId, ct) is { FinishedAt: null }
            ? "An import into this store has not ended: run 'import' with the same file again, or begin with an empty store."
            : null;
}
