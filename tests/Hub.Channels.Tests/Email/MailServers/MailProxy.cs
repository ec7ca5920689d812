using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hub.MailServers;

/// <summary>Stands between Hub and a real mail server and does to their connections what networks and servers do.</summary>
internal sealed class MailProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly int _target;
    private readonly Func<Wire> _next;
    private readonly Task _accepting;

    /// <summary>Begins to listen.</summary>
    /// <param name="target">Port of the server.</param>
    /// <param name="next">The wire of the next connection.</param>
    public MailProxy(int target, Func<Wire> next)
    {
        (_target, _next) = (target, next);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_connections.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            var connection = CarryAsync(client, _next());
            _connections[connection] = true;
            _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
        }
    }

    private async Task CarryAsync(TcpClient client, Wire wire)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using (client)
        using (var server = new TcpClient())
        {
            client.NoDelay = server.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, _target, cut.Token);
            var (near, far) = (client.GetStream(), server.GetStream());
            await Task.WhenAny(PumpAsync(near, far, wire.FromClient, cut.Token), PumpAsync(far, near, wire.FromServer, cut.Token));
            await cut.CancelAsync();
        }
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, Func<byte[], Passing> pass, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, ct) is > 0 and var count)
        {
            var passing = pass(buffer[..count]);
            await to.WriteAsync(passing.On, ct);
            await from.WriteAsync(passing.Back, ct);
            if (passing.Cuts)
            {
                return;
            }
        }
    }
}
