using Hub.Bench.Baselines;
using Hub.Bench.Clients;
using Hub.Bench.Figures;
using Hub.Bench.Processes;

namespace Hub.Bench.Scenarios;

public sealed class MemoryScenario() : Scenario("memory", "resident memory an idle visitor connection, against bare SignalR")
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(5);
    private const int WarmUp = 100;

    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        var connections = options.IsSmall ? 500 : 5000;
        double bare;
        await using (var server = await BaselineProcess.StartAsync(BareRelay.Verb, ct))
        {
            bare = await MeasureAsync(server, "inbox", "ticket", connections, ct);
        }

        var folder = NewFolder();
        try
        {
            await using var server = await HubServer.StartAsync(folder, Ports.Free(), ct);
            using var api = new ApiClient(server.Address, HubServer.Token);
            var inbox = await api.CreateChatInboxAsync(ct);
            var hub = await MeasureAsync(server, inbox, await api.FrameTicketAsync(inbox, ct), connections, ct);
            figures.Write(new Figure(Name, "idle visitor connection", hub / 1024, "kB", bare / 1024, connections));
            figures.Write(new Figure(Name, "whole server with them", server.ResidentBytes / 1048576.0, "MB", N: connections));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Bytes a connection, above what the server used after a warm-up.</summary>
    private static async Task<double> MeasureAsync(ServerProcess server, string inbox, string frameTicket, int connections, CancellationToken ct)
    {
        var open = new List<VisitorClient>();
        try
        {
            await OpenAsync(open, server.Address, inbox, frameTicket, WarmUp, ct);
            await SettleAsync(open, ct);
            var before = server.ResidentBytes;
            await OpenAsync(open, server.Address, inbox, frameTicket, connections, ct);
            await SettleAsync(open, ct);
            return (server.ResidentBytes - before) / (double)connections;
        }
        finally
        {
            await Task.WhenAll(open.Select(static visitor => visitor.DisposeAsync().AsTask()));
        }
    }

    private static async Task OpenAsync(List<VisitorClient> open, Uri server, string inbox, string frameTicket, int count, CancellationToken ct)
    {
        foreach (var group in Enumerable.Range(0, count).Chunk(50))
        {
            open.AddRange(await Task.WhenAll(group.Select(async _ =>
            {
                var visitor = await VisitorClient.ConnectAsync(server, static (_, _) => { }, ct);
                await visitor.StartAsync(inbox, frameTicket, visitorToken: null, ct);
                return visitor;
            })));
        }
    }

    /// <summary>Keeps the connections alive while the server comes to rest.</summary>
    private static async Task SettleAsync(List<VisitorClient> open, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; waited < Settling; waited += PingEvery)
        {
            await Task.WhenAll(open.Select(visitor => visitor.PingAsync(ct)));
            await Task.Delay(PingEvery, ct);
        }
    }
}
