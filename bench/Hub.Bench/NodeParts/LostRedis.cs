using System.Diagnostics;
using Hub.Bench.Clients;
using Hub.Bench.Faults;
using Hub.Bench.Figures;
using Hub.Bench.Nodes;
using Hub.Bench.Processes;

namespace Hub.Bench.NodeParts;

/// <summary>Redis is away for a minute and comes back empty, under traffic with visitors on one node and an agent on the other.</summary>
public sealed class LostRedis() : NodePart("redis")
{
    public override async Task RunAsync(BenchOptions options, string program, FigureWriter figures, CancellationToken ct)
    {
        await using var backends = await BenchBackends.StartAsync(ct);
        await using var nodes = await TwoNodes.StartAsync(backends.Both, program, ct);
        await using var anna = await PresentAsync(nodes.First, "Anna", ct);
        await using var ben = await PresentAsync(nodes.Second, "Ben", ct);
        var plan = new FaultPlan(Visitors: 10, MessagesEach: 20, Mails: 60, Kills: 0, options.Seed) { Pause = TimeSpan.FromMilliseconds(500) };
        await using var traffic = await NodeTraffic.BeginAsync(plan, nodes.First.Address, nodes.Second.Address, ct);
        await UntilAsync(() => AreSeenAsync(ct, anna, ben), ct);

        var before = traffic.Acknowledged;
        await backends.Redis.StopAsync();
        var away = Stopwatch.StartNew();
        await UntilAsync(async () => !(await anna.PresenceAsync(ct)).IsKnown && !(await ben.PresenceAsync(ct)).IsKnown, ct);
        Write(figures, "presence is unknown after", away.Elapsed.TotalSeconds, "s");
        var rest = TimeSpan.FromSeconds(options.IsSmall ? 10 : 60) - away.Elapsed;
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, ct);
        }

        Write(figures, "written without Redis", traffic.Acknowledged - before, "msg");
        await backends.Redis.StartAsync(ct);
        var back = Stopwatch.StartNew();
        await UntilAsync(() => AreSeenAsync(ct, anna, ben), ct);
        Write(figures, "presence is right again after", back.Elapsed.TotalSeconds, "s", 60);
        var report = await traffic.EndAsync(ct);
        Write(figures, "slowest acknowledgement with and without", report.SlowestAnswer.TotalSeconds, "s", n: report.Found.Acknowledged);
        Write(figures, "sent again", report.Found.Repeated, "msg", n: report.Found.Acknowledged);
        WriteFound(figures, report);
    }

    private static async Task<AgentClient> PresentAsync(NodeServer node, string name, CancellationToken ct)
    {
        using var api = new ApiClient(node.Address, HubServer.Token);
        var token = await api.CreateAgentAsync(new { name, email = $"{name}@hub.example" }, ct);
        return await AgentClient.ConnectAsync(node.Address, token, static (_, _) => { }, ct);
    }

    /// <summary>Whether each sees that all are there.</summary>
    private static async Task<bool> AreSeenAsync(CancellationToken ct, params AgentClient[] agents)
    {
        foreach (var agent in agents)
        {
            if (await agent.PresenceAsync(ct) is not { IsKnown: true } presence || !(presence.Names.Contains("Anna") && presence.Names.Contains("Ben")))
            {
                return false;
            }
        }

        return true;
    }
}
