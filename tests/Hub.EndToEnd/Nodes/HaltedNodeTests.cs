using Hub.Bench.Nodes;
using Hub.EndToEnd.Hosting;

namespace Hub.EndToEnd.Nodes;

/// <summary>Background work when its node is halted.</summary>
[Collection(NodeRuns.Name)]
public sealed class HaltedNodeTests
{
    [Fact]
    public async Task The_work_of_a_halted_node_goes_to_the_other_and_the_halted_one_ends_its_own_when_it_wakes()
    {
        await using var nodes = await NodePair.StartAsync();
        await Eventually.HoldsAsync("each piece of work has one node", _ =>
            Task.FromResult(HeldBy(nodes.First).Concat(HeldBy(nodes.Second)).Order().SequenceEqual(WorkLines.All)));
        var (halted, other) = HeldBy(nodes.First).Count > 0 ? (nodes.First, nodes.Second) : (nodes.Second, nodes.First);

        halted.Pause();
        await Eventually.HoldsAsync("the other node has taken all", _ => Task.FromResult(HeldBy(other).Count == WorkLines.All.Count));
        halted.Continue();

        await Eventually.HoldsAsync("each piece of work has one node again", _ =>
            Task.FromResult(HeldBy(halted).Concat(HeldBy(other)).Order().SequenceEqual(WorkLines.All)));
    }

    private static IReadOnlyList<string> HeldBy(HubProcess node) => WorkLines.Held(node.Output);
}
