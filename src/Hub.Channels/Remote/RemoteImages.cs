using System.Net;
using System.Net.Sockets;
using Hub.Core.Ports;

namespace Hub.Channels.Remote;

/// <summary>Fetches pictures for mails. The mail's writer chooses the address, so it is trusted with nothing: the name is looked up
/// once, every address it has must be public, and one of those very addresses is dialled.</summary>
public sealed class RemoteImages : IRemoteImages, IDisposable
{
    /// <summary>Larger pictures are refused.</summary>
    public const int LargestImage = 5 * 1024 * 1024;

    private const int MostRedirects = 3;
    private const int MostAtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly HttpClient _http;
    private readonly Network _network;
    private readonly TimeProvider _clock;

    /// <summary>On the public Internet.</summary>
    public RemoteImages(TimeProvider clock) : this(clock, Network.Public)
    {
    }

    internal RemoteImages(TimeProvider clock, Network network)
    {
        (_clock, _network) = (clock, network);
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = DialAsync,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            Credentials = null,
            MaxResponseHeadersLength = 32,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        // Nothing of the reader: no referrer, no language, no cookie, no name of a browser.
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("HubImageProxy/1.0");
        _http.DefaultRequestHeaders.Accept.ParseAdd("image/avif,image/webp,image/png,image/jpeg,image/gif");
    }

    /// <inheritdoc/>
    public async ValueTask<RemoteImage?> FetchAsync(Uri address, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, _clock);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await _places.WaitAsync(limited.Token);
            try
            {
                return await FollowAsync(address, limited.Token);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _places.Dispose();
    }

    private async Task<RemoteImage?> FollowAsync(Uri address, CancellationToken ct)
    {
        for (var hops = 0; hops <= MostRedirects; hops++)
        {
            if (!_network.IsOffered(address))
            {
                return null;
            }
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return await ReadAsync(answer, ct);
            }
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } next)
            {
                return null;
            }
            address = new Uri(address, next);
        }
        return null;
    }

    private static async Task<RemoteImage?> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.Content.Headers.ContentLength > LargestImage)
        {
            return null;
        }
        using var bytes = new MemoryStream();
        await using var content = await answer.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, ct)) > 0)
        {
            if (bytes.Length + read > LargestImage)
            {
                return null;
            }
            bytes.Write(buffer, 0, read);
        }
        return ImageSignature.TypeOf(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) is { } type ? new RemoteImage(type, bytes.ToArray()) : null;
    }

    private async ValueTask<Stream> DialAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await _network.Resolve(context.DnsEndPoint.Host, ct);
        }
        catch (SocketException fault)
        {
            throw new HttpRequestException("The name is not known.", fault);
        }
        // One address inside is enough to refuse: a name that is both must not get a second try.
        if (addresses.Length == 0 || !addresses.All(_network.Permits))
        {
            throw new HttpRequestException("The address is not public.");
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
