using System.Net;
using System.Net.Sockets;

namespace Hub.Server.Start;

/// <summary>Looks whether the addresses are free before anything is made: a first sign-in must not be made by a start that fails.</summary>
public static class FreePorts
{
    /// <summary>The first address on which somebody else listens, or null.</summary>
    public static Uri? FindTaken(IEnumerable<Uri> addresses) =>
        addresses.FirstOrDefault(static address => address.Port != 0 && IsTaken(new IPEndPoint(HostOf(address), address.Port)));

    private static bool IsTaken(IPEndPoint endPoint)
    {
        using var probe = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(endPoint);
            return false;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }

    private static IPAddress HostOf(Uri address) => IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip
        : address.IsLoopback ? IPAddress.Loopback
        : IPAddress.Any;
}
