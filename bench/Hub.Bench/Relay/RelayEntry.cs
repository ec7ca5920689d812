namespace Hub.Bench.Relay;

/// <summary>What a client needs to get into a server.</summary>
public sealed record RelayEntry(string Inbox, string FrameTicket, string? AgentToken)
{
    /// <summary>The bare relay lets everybody in.</summary>
    public static RelayEntry Bare { get; } = new("inbox", "ticket", null);
}
