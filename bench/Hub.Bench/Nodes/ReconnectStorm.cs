using System.Diagnostics;
using System.Net.WebSockets;
using Hub.Bench.Clients;

namespace Hub.Bench.Nodes;

/// <summary>Visitors who are all cut off at once and all come back at once, each as the widget does: a random wait that grows.</summary>
public sealed class ReconnectStorm(Uri server, string inbox, string frameTicket, int visitors) : IAsyncDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(15);

    private readonly VisitorClient?[] _clients = new VisitorClient?[visitors];
    private readonly string?[] _tokens = new string?[visitors];
    private int _turnedAway;
    private int _unguided;
    private int _failed;
    private int _unanswered;

    /// <summary>Attempts to come back that were answered 503.</summary>
    public int TurnedAway => _turnedAway;

    /// <summary>Those of them whose answer did not say when to come again.</summary>
    public int Unguided => _unguided;

    /// <summary>Attempts to come back that were given up because no answer came in time.</summary>
    public int Unanswered => _unanswered;

    /// <summary>Attempts to come back that failed in another way.</summary>
    public int Failed => _failed;

    /// <summary>All connect, some at a time, and each writes one message.</summary>
    public async Task EnterAsync(CancellationToken ct)
    {
        foreach (var group in Enumerable.Range(0, visitors).Chunk(50))
        {
            await Task.WhenAll(group.Select(async place =>
            {
                await ComeAsync(place, ct);
                await _clients[place]!.SendAsync(Guid.NewGuid().ToString("n"), $"visitor{place}", ct);
            }));
        }
    }

    /// <summary>All are cut off and come back; answers how long each took, in order.</summary>
    public async Task<IReadOnlyList<TimeSpan>> ReturnAsync(CancellationToken ct)
    {
        await Task.WhenAll(_clients.Select(static client => client!.DisposeAsync().AsTask()));
        (_turnedAway, _unguided, _failed, _unanswered) = (0, 0, 0, 0);
        var began = Stopwatch.GetTimestamp();
        var took = await Task.WhenAll(Enumerable.Range(0, visitors).Select(async place =>
        {
            await ComeAsync(place, ct);
            return Stopwatch.GetElapsedTime(began);
        }));
        return [.. took.Order()];
    }

    /// <summary>How many visitors do not find exactly the message they wrote.</summary>
    public async Task<int> CountWrongAsync(CancellationToken ct)
    {
        var wrong = 0;
        foreach (var group in Enumerable.Range(0, visitors).Chunk(50))
        {
            await Task.WhenAll(group.Select(async place =>
            {
                var entries = await _clients[place]!.ReadAllAsync(ct);
                if (entries.Count != 1 || entries[0].GetProperty("text").GetString() != $"visitor{place}")
                {
                    Interlocked.Increment(ref wrong);
                }
            }));
        }

        return wrong;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.OfType<VisitorClient>())
        {
            await client.DisposeAsync();
        }
    }

    private void Count(Exception fault)
    {
        switch (fault)
        {
            case TurnedAwayException turnedAway:
                Interlocked.Increment(ref _turnedAway);
                if (!turnedAway.HasRetryAfter)
                {
                    Interlocked.Increment(ref _unguided);
                }
                break;
            case OperationCanceledException:
                Interlocked.Increment(ref _unanswered);
                break;
            default:
                Interlocked.Increment(ref _failed);
                break;
        }
    }

    private async Task ComeAsync(int place, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(AnswerLimit);
            try
            {
                var client = await VisitorClient.ConnectAsync(server, static (_, _) => { }, limit.Token);
                _clients[place] = client;
                await client.StartAsync(inbox, frameTicket, _tokens[place], limit.Token);
                _tokens[place] = client.Token;
                return;
            }
            catch (Exception fault) when (fault is HubCallException or WebSocketException or HttpRequestException or IOException
                or OperationCanceledException && !ct.IsCancellationRequested)
            {
                Count(fault);
                if (_clients[place] is { } client)
                {
                    _clients[place] = null;
                    await client.DisposeAsync();
                }

                var span = FirstWait * Math.Pow(2, Math.Min(attempt, 6));
                await Task.Delay((span < LongestWait ? span : LongestWait) * Random.Shared.NextDouble(), ct);
            }
        }
    }
}
