using System.Diagnostics;
using Hub.Bench.Clients;
using Hub.Bench.Faults;
using Hub.Bench.Processes;

namespace Hub.Bench.Nodes;

/// <summary>Visitors, mails and an agent on two nodes behind a balancer, one of which is killed again and again; then everything is
/// read back from the other.</summary>
public static class NodeFaultRun
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1000);

    public static async Task<NodeFaultReport> RunAsync(FaultPlan plan, Backends backends, string program, CancellationToken ct)
    {
        await using var first = new NodeServer(backends, program, Ports.Free());
        await using var second = new NodeServer(backends, program, Ports.Free());
        await first.StartAsync(ct);
        await second.StartAsync(ct);
        await using var balancer = new Balancer([first.Port, second.Port]);
        using var api = new ApiClient(balancer.Address, HubServer.Token);
        var chat = await api.CreateChatInboxAsync(ct);
        var ticket = await api.FrameTicketAsync(chat, ct);
        var mailbox = await api.CreateInboxAsync("Mail", "email", new { address = "help@hub.example" }, ct);
        await WhenKnownAsync([first.Port, second.Port], mailbox, ct);
        var mail = new MailFeed(balancer.Address, mailbox);
        var visitors = Enumerable.Range(0, plan.Visitors)
            .Select(place => new PersistentVisitor(balancer.Address, chat, ticket, $"v{place}")).ToList();

        var writing = Task.WhenAll([.. visitors.Select(visitor => visitor.WriteAsync(plan.MessagesEach, plan.Pause, ct)),
            mail.SendAsync(plan.Mails, plan.Pause / 2, ct)]);
        await using var agent = new PersistentAgent(balancer.Address, HubServer.Token, await NumberOfAsync(visitors[0], ct));
        await agent.StartAsync();
        var kills = await KillAsync([first, second], plan, writing, ct);
        await writing;
        await WhenSeenAsync(agent, visitors[0], ct);

        var found = await new FaultReading(api, visitors, mail).ReadAsync(ct);
        var report = new NodeFaultReport(
            found with { Kills = kills }, visitors.Max(static visitor => visitor.SlowestResume), agent.SlowestResume,
            agent.Texts.SequenceEqual(visitors[0].Acknowledged.Select(static one => one.Marker)));
        foreach (var visitor in visitors)
        {
            await visitor.DisposeAsync();
        }

        return report;
    }

    /// <summary>A node learns of new settings by a hint, or within two seconds.</summary>
    private static async Task WhenKnownAsync(IEnumerable<int> ports, string inbox, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        foreach (var port in ports)
        {
            using var node = new ApiClient(new Uri($"http://127.0.0.1:{port}"), HubServer.Token);
            while (!await node.KnowsInboxAsync(inbox, ct))
            {
                await timer.WaitForNextTickAsync(ct);
            }
        }
    }

    private static async Task<string> NumberOfAsync(PersistentVisitor visitor, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (visitor.Acknowledged.Count == 0)
        {
            await timer.WaitForNextTickAsync(ct);
        }

        return visitor.Acknowledged[0].Number!;
    }

    private static async Task WhenSeenAsync(PersistentAgent agent, PersistentVisitor visitor, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (agent.Texts.Count < visitor.Acknowledged.Count && waited.Elapsed < TimeSpan.FromSeconds(30))
        {
            await timer.WaitForNextTickAsync(ct);
        }
    }

    private static async Task<int> KillAsync(IReadOnlyList<NodeServer> nodes, FaultPlan plan, Task writing, CancellationToken ct)
    {
        var random = new Random(plan.Seed);
        var kills = 0;
        while (kills < plan.Kills && !writing.IsCompleted)
        {
            await Task.Delay(ShortestPause + ((LongestPause - ShortestPause) * random.NextDouble()), ct);
            var node = nodes[random.Next(nodes.Count)];
            await node.KillAsync();
            kills++;
            await node.StartAsync(ct);
        }

        return kills;
    }
}

/// <summary>What was found after a run.</summary>
/// <param name="Found">Lost, doubled, out of order; <c>check</c> is not part of it.</param>
/// <param name="VisitorResume">Longest time a visitor's message waited for another node.</param>
/// <param name="AgentResume">Longest time until an agent watched again.</param>
/// <param name="AgentSawAll">Whether the agent has each message of the ticket it watched, once and in order.</param>
public sealed record NodeFaultReport(FaultReport Found, TimeSpan VisitorResume, TimeSpan AgentResume, bool AgentSawAll);
