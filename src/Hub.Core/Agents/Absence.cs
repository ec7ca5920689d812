namespace Hub.Core.Agents;

/// <summary>When an agent is away, and who works in its place.</summary>
/// <param name="From">First instant.</param>
/// <param name="To">End, exclusive.</param>
/// <param name="Substitute">Who gets what would be the agent's; null for nobody, so that the ticket waits in its queue.</param>
public sealed record Absence(DateTimeOffset From, DateTimeOffset To, AgentId? Substitute)
{
    /// <summary>Whether it holds at an instant.</summary>
    public bool Covers(DateTimeOffset at) => From <= at && at < To;
}
