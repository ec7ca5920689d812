using Hub.Bench.Clients;
using Hub.Bench.Figures;
using Hub.Bench.Nodes;
using Hub.Bench.Processes;
using Hub.Bench.Relay;

namespace Hub.Bench.NodeParts;

/// <summary>One thing that is measured about several nodes, on a store and a Redis server of its own.</summary>
public abstract class NodePart(string name)
{
    /// <summary>As <c>--part=</c> takes it.</summary>
    public string Name { get; } = name;

    /// <param name="options">At which size.</param>
    /// <param name="program">The published server.</param>
    /// <param name="figures">Takes what is found.</param>
    /// <param name="ct">Ends it.</param>
    public abstract Task RunAsync(BenchOptions options, string program, FigureWriter figures, CancellationToken ct);

    protected static void Write(FigureWriter figures, string metric, double value, string unit, double? baseline = null, long? n = null) =>
        figures.Write(new Figure("nodes", metric, value, unit, baseline, n));

    /// <summary>A way into a new chat inbox.</summary>
    protected static async Task<RelayEntry> EnterAsync(Uri address, CancellationToken ct)
    {
        using var api = new ApiClient(address, HubServer.Token);
        var inbox = await api.CreateChatInboxAsync(ct);
        return new RelayEntry(inbox, await api.FrameTicketAsync(inbox, ct), HubServer.Token);
    }

    /// <summary>What was found after traffic; broken promises end the run.</summary>
    protected static void WriteFound(FigureWriter figures, NodeFaultReport report)
    {
        var found = report.Found;
        Write(figures, "lost", found.Lost.Count, "msg", n: found.Acknowledged);
        Write(figures, "doubled", found.Doubled.Count, "msg", n: found.Acknowledged);
        Write(figures, "visitors with another order", found.OutOfOrder.Count, "visitors");
        Write(figures, "agent saw each once and in order", report.AgentSawAll ? 1 : 0, "yes/no");
        if (found.Lost.Count + found.Doubled.Count + found.OutOfOrder.Count > 0 || !report.AgentSawAll)
        {
            FigureWriter.Remark($"lost: {string.Join(' ', found.Lost.Take(20))}; doubled: {string.Join(' ', found.Doubled.Take(20))}; out of order: {string.Join(' ', found.OutOfOrder)}");
            throw new InvalidOperationException("The run found broken promises.");
        }
    }

    protected static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(ct);
        }
    }

    protected static Task UntilAsync(Func<bool> condition, CancellationToken ct) => UntilAsync(() => Task.FromResult(condition()), ct);
}
