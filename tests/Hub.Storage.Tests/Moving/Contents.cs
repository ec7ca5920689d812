using System.Text.Json;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Storage.Checks;
using Hub.Storage.Tests.Contracts;

namespace Hub.Storage.Tests.Moving;

/// <summary>Everything a store holds, as comparable lines.</summary>
internal static class Contents
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Documents with their versions, keys, outgoing work, counters and the bytes of blobs.</summary>
    /// <param name="engine">What is read.</param>
    /// <param name="sealer">Opens its secrets, so that the same secret under other keys is equal.</param>
    public static async Task<List<string>> ReadAsync(StoreUnderTest engine, ISecretSealer sealer)
    {
        var lines = new List<string>();
        await using var snapshot = await Transfers.Of(engine).OpenSnapshotAsync(Ct);
        foreach (var kind in Catalogue.All.Where(static kind => !kind.IsLocal))
        {
            var documents = await snapshot.ReadAllAsync(kind, Ct).ToListAsync(Ct);
            lines.AddRange(documents.OrderBy(static document => document.Key, StringComparer.Ordinal)
                .Select(document => $"{kind.Name} v{document.Version} {Json(kind, kind.MapSecrets(document, sealer.Open))}"));
        }
        lines.AddRange((await snapshot.ReadClaimsAsync(Ct).ToListAsync(Ct)).Select(static claim => $"{claim}").Order(StringComparer.Ordinal));
        lines.AddRange((await snapshot.ReadOutboxAsync(Ct).ToListAsync(Ct)).Select(static entry => $"{entry}"));
        lines.AddRange((await snapshot.ReadCountersAsync(Ct).ToListAsync(Ct)).Select(static counter => $"{counter}").Order(StringComparer.Ordinal));
        foreach (var blob in (await snapshot.ReadBlobsAsync(Ct).ToListAsync(Ct)).OrderBy(static blob => blob.Id, StringComparer.Ordinal))
        {
            lines.Add($"{blob} {await HashAsync(engine, blob.Id)}");
        }
        return lines;
    }

    /// <summary>What words find, page by page.</summary>
    public static async Task<List<SearchHit>> SearchAsync(StoreUnderTest engine, string typed, IReadOnlyList<string>? labels = null)
    {
        var hits = new List<SearchHit>();
        var query = SearchText.Parse(typed, labels).ShouldNotBeNull();
        Cursor? cursor = null;
        do
        {
            var page = await engine.Store.SearchAsync(query, new PageRequest(7, cursor), Ct);
            hits.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return hits;
    }

    public static Task<List<Finding>> CheckAsync(StoreUnderTest engine) =>
        new StoreCheck(engine.Store, engine.Inspection, engine.Blobs, Catalogue.All, engine.Clock).RunAsync(Ct).ToListAsync(Ct).AsTask();

    private static string Json(DocumentKind kind, Document? document) => JsonSerializer.Serialize(document, kind.Type, HubJson.Options);

    private static async Task<string> HashAsync(StoreUnderTest engine, string blob)
    {
        await using var stream = (await engine.Blobs.OpenAsync(blob, Ct)).ShouldNotBeNull();
        return Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, Ct));
    }
}
