using Hub.Core.Ports;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Hub.Agent.Blazor.Files;

/// <summary>Remote pictures for an hour, so that a sender learns of the first look at most; what was refused is not asked for again
/// for five minutes. Lives in memory: at most 64 MB.</summary>
public sealed class RemoteImageCache(IRemoteImages images) : IDisposable
{
    private const long Room = 64 * 1024 * 1024;
    private const int Overhead = 512;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan Refused = TimeSpan.FromMinutes(5);
    private readonly MemoryCache _pictures = new(Options.Create(new MemoryCacheOptions { SizeLimit = Room }));

    /// <summary>The picture at an address; null when it is refused or does not come.</summary>
    public async ValueTask<RemoteImage?> FindAsync(Uri address, CancellationToken ct)
    {
        if (_pictures.TryGetValue(address.AbsoluteUri, out RemoteImage? known))
        {
            return known;
        }
        var fetched = await images.FetchAsync(address, ct);
        _pictures.Set(address.AbsoluteUri, fetched, new MemoryCacheEntryOptions
        {
            Size = Overhead + address.AbsoluteUri.Length + (fetched?.Content.Length ?? 0),
            AbsoluteExpirationRelativeToNow = fetched is null ? Refused : Kept,
        });
        return fetched;
    }

    public void Dispose() => _pictures.Dispose();
}
