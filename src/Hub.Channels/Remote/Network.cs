using System.Net;

namespace Hub.Channels.Remote;

/// <summary>Where pictures may be fetched from.</summary>
/// <param name="Resolve">All addresses of a name, asked once for each connection.</param>
/// <param name="Permits">Whether an address may be dialled.</param>
/// <param name="IsOwnPort">Whether an address of the form <c>http(s)://host:port/…</c> names the port of its scheme.</param>
internal sealed record Network(
    Func<string, CancellationToken, Task<IPAddress[]>> Resolve, Func<IPAddress, bool> Permits, Func<Uri, bool> IsOwnPort)
{
    /// <summary>The Internet.</summary>
    public static Network Public { get; } =
        new(static (host, ct) => Dns.GetHostAddressesAsync(host, ct), PublicAddresses.Contains, static address => address.IsDefaultPort);

    /// <summary>Whether an address may be asked at all.</summary>
    public bool IsOffered(Uri address) => address is { IsAbsoluteUri: true, UserInfo: "", Scheme: "http" or "https" } && IsOwnPort(address);
}
