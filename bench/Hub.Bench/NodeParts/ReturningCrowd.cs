using Hub.Bench.Figures;
using Hub.Bench.Nodes;

namespace Hub.Bench.NodeParts;

/// <summary>Thousands of visitors are cut off and come back at once.</summary>
public sealed class ReturningCrowd() : NodePart("crowd")
{
    public override async Task RunAsync(BenchOptions options, string program, FigureWriter figures, CancellationToken ct)
    {
        await using var backends = await BenchBackends.StartAsync(ct);
        await using var nodes = await TwoNodes.StartAsync(backends.Both, program, ct);
        var entry = await EnterAsync(nodes.First.Address, ct);
        var count = options.Visitors ?? (options.IsSmall ? 300 : 5_000);
        await using var crowd = new ReconnectStorm(nodes.Balancer.Address, entry.Inbox, entry.FrameTicket, count);
        await crowd.EnterAsync(ct);
        var took = await crowd.ReturnAsync(ct);
        Write(figures, $"half of {count} visitors are back after", took[took.Count / 2].TotalSeconds, "s", n: count);
        Write(figures, $"all of {count} visitors are back after", took[^1].TotalSeconds, "s", 60, count);
        Write(figures, "attempts turned away with 503", crowd.TurnedAway, "attempts", n: count);
        Write(figures, "of them without Retry-After", crowd.Unguided, "attempts", n: crowd.TurnedAway);
        Write(figures, "attempts given up after 15 s", crowd.Unanswered, "attempts", n: count);
        Write(figures, "attempts that failed otherwise", crowd.Failed, "attempts", n: count);
        Write(figures, "visitors who miss their message", await crowd.CountWrongAsync(ct), "visitors", n: count);
    }
}
