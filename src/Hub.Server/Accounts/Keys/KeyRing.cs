using System.Globalization;
using System.Xml.Linq;
using Hub.Server.Composition;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Hub.Server.Accounts.Keys;

/// <summary>Sees to it that there is a key to seal with: takes over the key files of an older version, makes the first key, and the
/// next one long before the present one ends, so that every node knows it before it is used.</summary>
public sealed class KeyRing(StoredKeys keys, IKeyManager manager, HubSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>How long before the end the next key is made.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14);

    /// <summary>How long a new key rests, so that nodes that are cut off learn of it in time.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromDays(3);

    /// <summary>Before anything is sealed or opened. With several nodes at once, all come to the same key.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        await keys.LoadAsync(ct);
        if (!keys.IsEmpty)
        {
            return;
        }
        var folder = Path.Combine(settings.DataDirectory, "keys");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xml") : [];
        if (files.Length > 0)
        {
            await keys.SaveAsync("first", [.. files.Order(StringComparer.Ordinal).Select(XElement.Load)], ct);
            return;
        }
        var now = clock.GetUtcNow();
        manager.CreateNewKey(now, now + Lifetime);
        await keys.SaveAsync("first", ct);
    }

    /// <summary>Makes the next key when it is time; else reads what others made.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await keys.LoadAsync(ct);
        var now = clock.GetUtcNow();
        var end = manager.GetAllKeys().Where(static key => !key.IsRevoked).Max(static key => (DateTimeOffset?)key.ExpirationDate) ?? now;
        if (end - now < Ahead)
        {
            var begin = end - now > Rest ? now + Rest : now;
            manager.CreateNewKey(begin, begin + Lifetime);
            await keys.SaveAsync(end.ToString("yyyyMMdd", CultureInfo.InvariantCulture), ct);
        }
    }
}
