using System.Net;
using System.Security.Cryptography;

namespace Hub.Server.Realtime;

/// <summary>Names an address for counting without keeping it.</summary>
internal static class ClientAddress
{
    /// <summary>Null for loopback and unknown: clients behind it cannot be told apart.</summary>
    public static string? Of(HttpContext? request)
    {
        var address = request?.Connection.RemoteIpAddress;
        return address is null || IPAddress.IsLoopback(address)
            ? null
            : Convert.ToHexStringLower(SHA256.HashData(address.MapToIPv6().GetAddressBytes()).AsSpan(0, 12));
    }
}
