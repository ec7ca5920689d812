using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Channels.Tests.Remote;

/// <summary>A web server of few words: each path has an answer, byte for byte, and what was asked is kept.</summary>
internal sealed class PictureServer : IAsyncDisposable
{
    /// <summary>One transparent pixel.</summary>
    public static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, Func<NetworkStream, Task>> _answers = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _running;

    public PictureServer()
    {
        _listener.Start();
        _running = RunAsync();
    }

    /// <summary>Requests with their headers, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri At(string path, string host = "pictures.test") => new($"http://{host}:{Port}{path}");

    public void Answer(string path, string head, byte[] body) => Answer(path, async stream =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{head.ReplaceLineEndings("\r\n")}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(body);
    });

    public void Answer(string path, Func<NetworkStream, Task> how) => _answers[path] = how;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _running;
        _ended.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_ended.Token);
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException || _ended.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        var buffer = new byte[8192];
        var read = await stream.ReadAsync(buffer, _ended.Token);
        var request = Encoding.ASCII.GetString(buffer, 0, read);
        Asked.Enqueue(request);
        try
        {
            if (request.Split(' ') is [_, var path, ..] && _answers.TryGetValue(path, out var answer))
            {
                await answer(stream);
            }
        }
        catch (IOException)
        {
            // The client had heard enough.
        }
    }
}
