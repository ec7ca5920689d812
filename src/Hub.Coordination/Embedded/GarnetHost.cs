using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Garnet;
using Garnet.server;
using Garnet.server.Auth.Settings;

namespace Hub.Coordination.Embedded;

/// <summary>A Redis-compatible server inside this process, on a loopback port behind a password of its own. It holds only what
/// may vanish: there is no file behind it.</summary>
public sealed class GarnetHost : IDisposable
{
    private const int Attempts = 5;

    private readonly GarnetServer _server;

    private GarnetHost(GarnetServer server, string connectionString)
    {
        _server = server;
        ConnectionString = connectionString;
    }

    /// <summary>StackExchange.Redis syntax, with the password.</summary>
    public string ConnectionString { get; }

    public static GarnetHost Start()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return StartAt(FreePort(), RandomNumberGenerator.GetHexString(32));
            }
            catch (SocketException) when (attempt < Attempts)
            {
                // Another process took the port between the look and the bind.
                continue;
            }
        }
    }

    /// <summary>Starts on a given port; for a server that must come back where it was.</summary>
    internal static GarnetHost StartAt(int port, string password)
    {
        // Locks, leases and counters of some thousand agents fit a few megabytes; pages are taken when touched. Above the
        // size the oldest keys go silently, which these may. No append-only file: its native device ends the process on
        // systems with an older C library, and nothing here is worth a disk write.
        var server = new GarnetServer(new GarnetServerOptions
        {
            QuietMode = true,
            EndPoints = [new IPEndPoint(IPAddress.Loopback, port)],
            AuthSettings = new PasswordAuthenticationSettings(password),
            LogMemorySize = "64m",
            PageSize = "1m",
            IndexMemorySize = "1m",
            BufferPoolMemoryBudget = "32m",
        });
        server.Start();
        return new GarnetHost(server, $"127.0.0.1:{port},password={password}");
    }

    public void Dispose() => _server.Dispose();

    internal static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
