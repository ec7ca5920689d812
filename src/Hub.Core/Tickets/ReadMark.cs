using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>How far an agent has read a ticket.</summary>
public sealed record ReadMark : Document<ReadMark>, IDocument<ReadMark>
{
    /// <summary>Number of the newest entry seen.</summary>
    public required long Seq { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<ReadMark> Kind { get; } = new("read_mark", "rdm");

    /// <summary>The one id for a ticket and agent.</summary>
    public static DocId<ReadMark> IdOf(TicketId ticket, AgentId agent) => new($"rdm_{ticket.Value}-{agent.Value}");
}
