using System.Diagnostics;
using System.Net;
using Hub.Bench.Faults;
using Hub.Bench.Figures;
using Hub.Bench.Nodes;
using Hub.Bench.Processes;
using Hub.MongoWire;

namespace Hub.Bench.NodeParts;

/// <summary>The store is halted for half a minute under traffic. Always on a test server: nobody halts a MongoDB that others use.</summary>
public sealed class LostStore() : NodePart("store")
{
    public override async Task RunAsync(BenchOptions options, string program, FigureWriter figures, CancellationToken ct)
    {
        await using var store = await MongoWireServer.StartAsync();
        await using var redis = new RedisServer();
        await redis.StartAsync(ct);
        await using var nodes = await TwoNodes.StartAsync(new Backends(store.Database("hub_nodes"), redis.ConnectionString), program, ct);
        var plan = new FaultPlan(Visitors: 10, MessagesEach: 20, Mails: 30, Kills: 0, options.Seed) { Pause = TimeSpan.FromMilliseconds(500) };
        await using var traffic = await NodeTraffic.BeginAsync(plan, nodes.Balancer.Address, nodes.Balancer.Address, ct);

        await store.PauseAsync();
        var away = Stopwatch.StartNew();
        await UntilAsync(() => AnswerAsync(nodes, HttpStatusCode.ServiceUnavailable, ct), ct);
        Write(figures, "readiness says that the store is away after", away.Elapsed.TotalSeconds, "s");
        var before = traffic.Acknowledged;
        var rest = TimeSpan.FromSeconds(options.IsSmall ? 10 : 30) - away.Elapsed;
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, ct);
        }

        Write(figures, "written without the store", traffic.Acknowledged - before, "msg");
        await store.ContinueAsync();
        var back = Stopwatch.StartNew();
        await UntilAsync(() => AnswerAsync(nodes, HttpStatusCode.OK, ct), ct);
        Write(figures, "readiness says that it is back after", back.Elapsed.TotalSeconds, "s");
        var report = await traffic.EndAsync(ct);
        Write(figures, "longest wait of a message", report.VisitorResume.TotalSeconds, "s", n: report.Found.Repeated);
        WriteFound(figures, report);
    }

    private static async Task<bool> AnswerAsync(TwoNodes nodes, HttpStatusCode status, CancellationToken ct)
    {
        using var http = new HttpClient();
        foreach (var node in nodes.Both)
        {
            using var answer = await http.GetAsync(new Uri(node.Address, "/health/ready"), ct);
            if (answer.StatusCode != status)
            {
                return false;
            }
        }

        return true;
    }
}
