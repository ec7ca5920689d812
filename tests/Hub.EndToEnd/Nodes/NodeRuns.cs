namespace Hub.EndToEnd.Nodes;

/// <summary>Runs of several processes with their store and Redis. One at a time and apart from all others: each fills the two
/// processors, and what is waited for here has limits.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NodeRuns
{
    public const string Name = "Nodes";
}
