using System.Net;
using System.Net.Sockets;

namespace Hub.Channels.Remote;

/// <summary>Which addresses a mail may make Hub connect to: those of the public Internet (IANA special-purpose registries, RFC 6890).</summary>
public static class PublicAddresses
{
    private static readonly IPNetwork[] Special4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    // Only 2000::/3 is given out as global unicast: loopback, mapped IPv4, NAT64, unique local, link-local and multicast lie outside.
    private const int Global6 = 0b001;

    // Inside it: protocol assignments with Teredo, documentation, 6to4.
    private static readonly IPNetwork[] Special6 = Parse("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    /// <summary>Whether an address may be dialled.</summary>
    public static bool Contains(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Special4.Any(network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => address.ScopeId == 0 && address.GetAddressBytes()[0] >> 5 == Global6 && !Special6.Any(network => network.Contains(address)),
        _ => false,
    };

    private static IPNetwork[] Parse(params string[] networks) => [.. networks.Select(static network => IPNetwork.Parse(network))];
}
