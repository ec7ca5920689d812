using Hub.Bench.Baselines;
using Hub.Bench.Clients;
using Hub.Bench.Figures;
using Hub.Bench.Processes;
using Hub.Bench.Relay;

namespace Hub.Bench.Scenarios;

public sealed class RelayScenario() : Scenario("relay", "visitor message to agent client, durably committed, against a bare SignalR relay")
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan SmallWarmUp = TimeSpan.FromSeconds(3);

    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        foreach (var visitors in options.Visitors is { } only ? [only] : options.IsSmall ? [1, 20] : (int[])[1, 100, 1000])
        {
            var pace = visitors == 1 ? 200 : options.IsSmall ? 500 : 1000;
            var bare = await MeasureBareAsync(visitors, pace, options, ct);
            var hub = await MeasureHubAsync(visitors, pace, options, figures, ct);
            Report(figures, visitors, pace, hub, bare);
        }
    }

    private static async Task<RelayResult> MeasureBareAsync(int visitors, int pace, BenchOptions options, CancellationToken ct)
    {
        await using var server = await BaselineProcess.StartAsync(BareRelay.Verb, ct);
        await using var course = await RelayCourse.OpenAsync(server.Address, RelayEntry.Bare, visitors, ct);
        return await MeasureAsync(course, server, pace, options, ct);
    }

    private async Task<RelayResult> MeasureHubAsync(int visitors, int pace, BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        var folder = NewFolder();
        try
        {
            await using var server = await HubServer.StartAsync(folder, Ports.Free(), ct);
            await using var course = await RelayCourse.OpenAsync(server.Address, await EnterAsync(server.Address, ct), visitors, ct);
            var result = await MeasureAsync(course, server, pace, options, ct);
            await MeasureHalfRateAsync(course, server, result, options, figures, ct);
            return result;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<RelayEntry> EnterAsync(Uri address, CancellationToken ct)
    {
        using var api = new ApiClient(address, HubServer.Token);
        var inbox = await api.CreateChatInboxAsync(ct);
        return new RelayEntry(inbox, await api.FrameTicketAsync(inbox, ct), HubServer.Token);
    }

    private static async Task<RelayResult> MeasureAsync(RelayCourse course, ServerProcess server, int pace, BenchOptions options, CancellationToken ct)
    {
        // Each part begins with nothing left of the one before and ends with what its own messages cost.
        var warmUp = await course.WarmUpAsync([server], options.IsSmall ? SmallWarmUp : WarmUp, ct);
        await server.WhenQuietAsync(ct);
        var closed = await course.RunClosedAsync(options.Window, () => server.ProcessorTime, ct);
        var rest = await server.WhenQuietAsync(ct);
        var latencies = new Latencies((int)(pace * options.Window.TotalSeconds * 2));
        var before = server.ProcessorTime;
        var paced = await course.RunPacedAsync(pace, options.Window, () => server.ProcessorTime, latencies, ct);
        await server.WhenQuietAsync(ct);
        paced = paced with { Processor = server.ProcessorTime - before };
        return new RelayResult(closed, paced, latencies, course.Missing, rest, warmUp);
    }

    private async Task MeasureHalfRateAsync(
        RelayCourse course, ServerProcess server, RelayResult full, BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        var rate = full.Closed.PerSecond / 2;
        var latencies = new Latencies((int)(rate * options.Window.TotalSeconds * 2));
        await course.RunPacedAsync(rate, options.Window, () => server.ProcessorTime, latencies, ct);
        figures.Write(new Figure(Name, $"p50 at half rate, {course.Visitors} visitors", latencies.Percentile(0.50), "ms", N: latencies.Count));
        figures.Write(new Figure(Name, $"p99 at half rate, {course.Visitors} visitors", latencies.Percentile(0.99), "ms", N: latencies.Count));
    }

    private void Report(FigureWriter figures, int visitors, int pace, RelayResult hub, RelayResult bare)
    {
        figures.Write(new Figure(Name, $"rate, {visitors} visitors", hub.Closed.PerSecond, "msg/s", bare.Closed.PerSecond, hub.Closed.Messages));
        figures.Write(new Figure(Name, $"warm-up, {visitors} visitors", hub.WarmUp.TotalSeconds, "s", bare.WarmUp.TotalSeconds));
        figures.Write(new Figure(Name, $"quiet after full rate, {visitors} visitors", hub.Rest.TotalSeconds, "s", bare.Rest.TotalSeconds));
        figures.Write(new Figure(Name, $"cpu at full rate, {visitors} visitors", hub.Closed.ProcessorMicroseconds, "µs/msg", bare.Closed.ProcessorMicroseconds, hub.Closed.Messages));
        figures.Write(new Figure(Name, $"cpu at {pace}/s, {visitors} visitors", hub.Paced.ProcessorMicroseconds, "µs/msg", bare.Paced.ProcessorMicroseconds, hub.Paced.Messages));
        figures.Write(new Figure(Name, $"p50 at {pace}/s, {visitors} visitors", hub.PacedLatency.Percentile(0.50), "ms", bare.PacedLatency.Percentile(0.50), hub.PacedLatency.Count));
        figures.Write(new Figure(Name, $"p99 at {pace}/s, {visitors} visitors", hub.PacedLatency.Percentile(0.99), "ms", bare.PacedLatency.Percentile(0.99), hub.PacedLatency.Count));
        figures.Write(new Figure(Name, $"acknowledged but not delivered, {visitors}", hub.Missing, "msg", N: hub.Closed.Messages + hub.Paced.Messages));
    }
}
