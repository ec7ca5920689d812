using System.Buffers.Text;
using System.Diagnostics;
using Hub.Bench.Clients;
using Hub.Bench.Figures;
using Hub.Bench.Processes;

namespace Hub.Bench.Relay;

/// <summary>Visitors who write and agents who watch, on any server that speaks the visitor and agent protocol. Counts every
/// message in and out.</summary>
public sealed class RelayCourse : IAsyncDisposable
{
    private const int WatchedByOneAgent = 100;
    private const double StillCompiling = 0.02;
    private static readonly TimeSpan WarmUpSlice = TimeSpan.FromSeconds(10);

    private readonly List<AgentClient> _agents = [];
    private readonly List<VisitorClient> _visitors = [];
    private long _sent;
    private long _received;
    private Latencies? _latencies;

    public int Visitors => _visitors.Count;

    public long Received => Interlocked.Read(ref _received);

    /// <summary>Messages acknowledged to a visitor that no agent has got.</summary>
    public long Missing => Interlocked.Read(ref _sent) - Received;

    /// <summary>Connects everybody; each visitor has written once and is watched afterwards.</summary>
    public static Task<RelayCourse> OpenAsync(Uri server, RelayEntry entry, int visitors, CancellationToken ct) =>
        OpenAsync(server, server, entry, visitors, ct);

    /// <summary>As above, with visitors and agents on servers of their own.</summary>
    public static async Task<RelayCourse> OpenAsync(Uri server, Uri agents, RelayEntry entry, int visitors, CancellationToken ct)
    {
        var course = new RelayCourse();
        for (var agent = 0; agent < visitors; agent += WatchedByOneAgent)
        {
            course._agents.Add(await AgentClient.ConnectAsync(agents, entry.AgentToken, course.OnEvent, ct));
        }

        foreach (var group in Enumerable.Range(0, visitors).Chunk(25))
        {
            course._visitors.AddRange(await Task.WhenAll(group.Select(place => course.EnterAsync(server, entry, place, ct))));
        }

        return course;
    }

    /// <summary>Every visitor writes as fast as it is acknowledged.</summary>
    public async Task<TimedPart> RunClosedAsync(TimeSpan window, Func<TimeSpan> processorTime, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var part = TimedPart.Begin(this, processorTime);
        end.CancelAfter(window);
        await Task.WhenAll(_visitors.Select(visitor => WriteUntilAsync(visitor, end.Token, ct)));
        part = part.End(this, processorTime);
        await WhenAllArrivedAsync(ct);
        return part;
    }

    /// <summary>Every visitor writes until the servers compile next to nothing more, at most <paramref name="limit"/> long: the runtime
    /// compiles what is used most for tens of seconds, and a service is measured as it runs for days.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> WarmUpAsync(IReadOnlyList<ServerProcess> servers, TimeSpan limit, CancellationToken ct)
    {
        var warming = Stopwatch.StartNew();
        TimeSpan compiled;
        do
        {
            var before = servers.Select(static server => server.CompilingTime).ToArray();
            await RunClosedAsync(limit < WarmUpSlice ? limit : WarmUpSlice, static () => TimeSpan.Zero, ct);
            compiled = TimeSpan.Zero;
            foreach (var (was, now) in before.Zip(servers.Select(static server => server.CompilingTime)))
            {
                compiled += now < was ? now : now - was;
            }
        }
        while (warming.Elapsed < limit && (warming.Elapsed < WarmUpSlice * 2 || compiled > WarmUpSlice * StillCompiling));
        return warming.Elapsed;
    }

    /// <summary>Visitors take turns so that together they write <paramref name="rate"/> messages a second, whatever the server does.</summary>
    public async Task<TimedPart> RunPacedAsync(double rate, TimeSpan window, Func<TimeSpan> processorTime, Latencies latencies, CancellationToken ct)
    {
        _latencies = latencies;
        var part = TimedPart.Begin(this, processorTime);
        var clock = Stopwatch.StartNew();
        var due = new List<Task>((int)(rate * window.TotalSeconds) + 1);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (clock.Elapsed < window)
        {
            while (due.Count < rate * clock.Elapsed.TotalSeconds)
            {
                due.Add(WriteAsync(_visitors[due.Count % _visitors.Count], ct));
            }

            await timer.WaitForNextTickAsync(ct);
        }

        await Task.WhenAll(due);
        await WhenAllArrivedAsync(ct);
        part = part.End(this, processorTime);
        _latencies = null;
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors)
        {
            await visitor.DisposeAsync();
        }

        foreach (var agent in _agents)
        {
            await agent.DisposeAsync();
        }
    }

    private async Task<VisitorClient> EnterAsync(Uri server, RelayEntry entry, int place, CancellationToken ct)
    {
        var visitor = await VisitorClient.ConnectAsync(server, static (_, _) => { }, ct);
        await visitor.StartAsync(entry.Inbox, entry.FrameTicket, visitorToken: null, ct);
        var answer = HubRecord.ResultOf(await visitor.SendAsync(Guid.NewGuid().ToString("n"), "first", ct));
        await _agents[place / WatchedByOneAgent].WatchAsync(answer.GetProperty("number").GetString()!, ct);
        return visitor;
    }

    private async Task WriteUntilAsync(VisitorClient visitor, CancellationToken end, CancellationToken ct)
    {
        while (!end.IsCancellationRequested)
        {
            await WriteAsync(visitor, ct);
        }
    }

    private async Task WriteAsync(VisitorClient visitor, CancellationToken ct)
    {
        await visitor.SendAsync(Guid.NewGuid().ToString("n"), $"@{Stopwatch.GetTimestamp()}@ Guten Tag, wo bleibt meine Bestellung? It was due on Monday.", ct);
        Interlocked.Increment(ref _sent);
    }

    private async Task WhenAllArrivedAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var tries = 0; Missing > 0 && tries < 1000; tries++)
        {
            await timer.WaitForNextTickAsync(ct);
        }
    }

    private void OnEvent(ReadOnlySpan<byte> target, ReadOnlySpan<byte> record)
    {
        if (!target.SequenceEqual("entry"u8))
        {
            return;
        }

        var stamp = record.IndexOf("\"text\":\"@"u8);
        if (stamp >= 0 && Utf8Parser.TryParse(record[(stamp + 9)..], out long sentAt, out _))
        {
            _latencies?.Add(Stopwatch.GetTimestamp() - sentAt);
            Interlocked.Increment(ref _received);
        }
    }
}
