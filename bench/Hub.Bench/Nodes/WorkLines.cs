namespace Hub.Bench.Nodes;

/// <summary>Which work a node does, as its log tells.</summary>
public static class WorkLines
{
    /// <summary>Work that every installation has, mailboxes aside.</summary>
    public static IReadOnlyList<string> All { get; } = ["intake", "locks", "upkeep"];

    /// <summary>What the node has taken and not ended.</summary>
    public static IReadOnlyList<string> Held(string output) =>
        [.. All.Where(work => Count(output, $"Work {work} is this node's") > Count(output, $"Work {work} ended here"))];

    private static int Count(string output, string line) => output.Split(line).Length - 1;
}
