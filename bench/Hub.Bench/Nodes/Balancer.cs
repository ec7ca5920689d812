using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hub.Bench.Nodes;

/// <summary>The balancer before several nodes, as plain as one can be: each connection goes to the next node that takes it, or, when
/// it is sticky, to the first.</summary>
public sealed class Balancer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IReadOnlyList<int> _nodes;
    private readonly bool _isSticky;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly Task _accepting;
    private int _next;

    /// <param name="nodes">Ports of the nodes.</param>
    /// <param name="isSticky">Whether all go to the first node that lives.</param>
    public Balancer(IReadOnlyList<int> nodes, bool isSticky = false)
    {
        (_nodes, _isSticky) = (nodes, isSticky);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var connection in _open.Keys)
        {
            connection.Dispose();
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            _open[client] = true;
            using var node = await ConnectAsync();
            if (node is not null)
            {
                _open[node] = true;
                await Task.WhenAny(CopyAsync(client, node), CopyAsync(node, client));
                _open.TryRemove(node, out _);
            }

            _open.TryRemove(client, out _);
        }
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        var first = _isSticky ? 0 : Interlocked.Increment(ref _next);
        for (var tries = 0; tries < _nodes.Count; tries++)
        {
            var node = new TcpClient { NoDelay = true };
            try
            {
                await node.ConnectAsync(IPAddress.Loopback, _nodes[(first + tries) % _nodes.Count], _stop.Token);
                return node;
            }
            catch (Exception refused) when (refused is SocketException or OperationCanceledException)
            {
                node.Dispose();
            }
        }

        return null;
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            from.NoDelay = true;
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end is gone; the other is closed by whoever waits for both.
            return;
        }
    }
}
