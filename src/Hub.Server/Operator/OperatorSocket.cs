using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Server.Operator;

/// <summary>The local socket by which verbs reach a running server. Who may open it is decided by the mode of its folder.</summary>
public static class OperatorSocket
{
    /// <summary>Longer paths do not fit into a socket address (sun_path, unix(7)).</summary>
    private const int LongestPath = 100;

    /// <summary>The socket of a data folder.</summary>
    public static string PathOf(string dataDirectory)
    {
        var inside = Path.Combine(dataDirectory, "run", "hub.sock");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)))[..16];
        return inside.Length <= LongestPath ? inside : Path.Combine(Path.GetTempPath(), $"hub-{hash}", "hub.sock");
    }

    /// <summary>Makes the folder, for its owner only, and takes away what a killed server left. The caller holds the data folder.</summary>
    public static string Prepare(string dataDirectory)
    {
        var path = PathOf(dataDirectory);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        File.Delete(path);
        return path;
    }

    /// <summary>A client of the running server, or null when none listens.</summary>
    public static async Task<HttpClient?> FindAsync(string dataDirectory, CancellationToken ct)
    {
        var endPoint = new UnixDomainSocketEndPoint(PathOf(dataDirectory));
        using (var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            try
            {
                await probe.ConnectAsync(endPoint, ct);
            }
            catch (SocketException)
            {
                // Nobody listens: the verb does the work itself.
                return null;
            }
        }
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(endPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri("http://hub.local"), Timeout = Timeout.InfiniteTimeSpan };
    }
}
