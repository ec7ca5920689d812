using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Hub.Bench.Clients;

namespace Hub.Bench.Nodes;

/// <summary>An agent's program that watches one ticket and never gives up: after a lost connection it watches again from the last
/// revision it has.</summary>
public sealed class PersistentAgent(Uri server, string token, string number) : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<long, string> _texts = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _watching = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private long _rev;

    /// <summary>What customers wrote, in the order of the thread.</summary>
    public IReadOnlyList<string> Texts => [.. _texts.OrderBy(static entry => entry.Key).Select(static entry => entry.Value)];

    /// <summary>Longest time from a lost connection until the ticket was watched again.</summary>
    public TimeSpan SlowestResume { get; private set; }

    /// <summary>Answers when the ticket is watched for the first time.</summary>
    public Task StartAsync()
    {
        _running = RunAsync();
        return _watching.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var lostAt = 0L;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var socket = await WatchAsync();
                if (lostAt != 0 && Stopwatch.GetElapsedTime(lostAt) is var away && away > SlowestResume)
                {
                    SlowestResume = away;
                }

                _watching.TrySetResult();
                await socket.Closed.WaitAsync(_stop.Token);
                lostAt = Stopwatch.GetTimestamp();
            }
            catch (Exception fault) when (fault is HubCallException or WebSocketException or HttpRequestException or IOException or OperationCanceledException)
            {
                await Task.Delay(Wait, CancellationToken.None);
            }
        }
    }

    private async Task<HubSocket> WatchAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(AnswerLimit);
        var socket = await HubSocket.ConnectAsync(server, "/hubs/agent", token, OnEvent, limit.Token);
        try
        {
            var answer = HubRecord.ResultOf(await socket.InvokeAsync("Watch", $$"""{"number":"{{number}}","rev":{{_rev}}}""", limit.Token));
            foreach (var entry in answer.GetProperty("entries").EnumerateArray())
            {
                Keep(entry);
            }

            _rev = Math.Max(_rev, answer.GetProperty("rev").GetInt64());
            return socket;
        }
        catch
        {
            await socket.DisposeAsync();
            throw;
        }
    }

    private void OnEvent(ReadOnlySpan<byte> target, ReadOnlySpan<byte> record)
    {
        if (!target.SequenceEqual("entry"u8))
        {
            return;
        }

        var reader = new Utf8JsonReader(record);
        using var parsed = JsonDocument.ParseValue(ref reader);
        var argument = parsed.RootElement.GetProperty("arguments")[0];
        Keep(argument.GetProperty("entry"));
        _rev = Math.Max(_rev, argument.GetProperty("rev").GetInt64());
    }

    private void Keep(JsonElement entry)
    {
        if (entry.GetProperty("kind").GetString() == "public" && entry.GetProperty("direction").GetString() == "in")
        {
            _texts[entry.GetProperty("seq").GetInt64()] = entry.GetProperty("text").GetString()!;
        }
    }
}
