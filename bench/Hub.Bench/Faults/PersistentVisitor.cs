using System.Diagnostics;
using System.Net.WebSockets;
using Hub.Bench.Clients;

namespace Hub.Bench.Faults;

/// <summary>A visitor whose widget never gives up: sends in order, one at a time, and again under the same id until it is
/// acknowledged, over any number of connections.</summary>
public sealed class PersistentVisitor(Uri server, string inbox, string frameTicket, string name) : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);

    private readonly List<Acknowledged> _acknowledged = [];
    private VisitorClient? _client;
    private string? _token;

    public string Name => name;

    public IReadOnlyList<Acknowledged> Acknowledged => _acknowledged;

    public int Repeated { get; private set; }

    /// <summary>Longest time from a failed attempt until that message was acknowledged.</summary>
    public TimeSpan SlowestResume { get; private set; }

    /// <summary>Longest time of one attempt that succeeded, a new connection included.</summary>
    public TimeSpan SlowestAnswer { get; private set; }

    public Task WriteAsync(int messages, TimeSpan pause, CancellationToken ct) => WriteAsync(written => written < messages, pause, ct);

    /// <summary>Writes while it is told to go on.</summary>
    /// <param name="goesOn">Asked with the number of messages written.</param>
    /// <param name="pause">After each.</param>
    /// <param name="ct">Ends it.</param>
    public async Task WriteAsync(Func<int, bool> goesOn, TimeSpan pause, CancellationToken ct)
    {
        for (var place = 0; goesOn(place); place++)
        {
            var marker = $"{name}m{place}";
            var clientId = Guid.NewGuid().ToString("n");
            var lostAt = 0L;
            while (!await TrySendAsync(clientId, marker, ct))
            {
                lostAt = lostAt == 0 ? Stopwatch.GetTimestamp() : lostAt;
                Repeated++;
                await Task.Delay(Wait, ct);
            }

            if (lostAt != 0 && Stopwatch.GetElapsedTime(lostAt) is var away && away > SlowestResume)
            {
                SlowestResume = away;
            }

            await Task.Delay(pause, ct);
        }
    }

    /// <summary>Texts and numbers of the whole thread as the visitor sees it.</summary>
    public async Task<IReadOnlyList<(string Text, long PublicSeq)>> ReadAsync(CancellationToken ct)
    {
        // The server of the last message may be gone since.
        await DropAsync();
        var entries = await (await ConnectedAsync(ct)).ReadAllAsync(ct);
        return [.. entries.Select(static entry => (entry.GetProperty("text").GetString()!, entry.GetProperty("publicSeq").GetInt64()))];
    }

    public ValueTask DisposeAsync() => DropAsync();

    private async Task<bool> TrySendAsync(string clientId, string marker, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(AnswerLimit);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var client = await ConnectedAsync(limit.Token);
            var answer = HubRecord.ResultOf(await client.SendAsync(clientId, marker, limit.Token));
            var took = Stopwatch.GetElapsedTime(began);
            SlowestAnswer = took > SlowestAnswer ? took : SlowestAnswer;
            _acknowledged.Add(new Acknowledged(marker, answer.GetProperty("number").GetString(), answer.GetProperty("publicSeq").GetInt64()));
            return true;
        }
        catch (Exception fault) when (fault is HubCallException or WebSocketException or HttpRequestException or IOException
            or OperationCanceledException && !ct.IsCancellationRequested)
        {
            await DropAsync();
            return false;
        }
    }

    private async Task<VisitorClient> ConnectedAsync(CancellationToken ct)
    {
        if (_client is null)
        {
            var client = await VisitorClient.ConnectAsync(server, static (_, _) => { }, ct);
            try
            {
                await client.StartAsync(inbox, frameTicket, _token, ct);
            }
            catch
            {
                await client.DisposeAsync();
                throw;
            }

            (_client, _token) = (client, client.Token);
        }

        return _client;
    }

    private async ValueTask DropAsync()
    {
        if (_client is { } client)
        {
            _client = null;
            await client.DisposeAsync();
        }
    }
}
