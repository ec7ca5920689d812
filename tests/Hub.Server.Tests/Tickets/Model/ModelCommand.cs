using Hub.Core.Tickets;

namespace Hub.Server.Tests.Tickets.Model;

/// <summary>One thing that agents do.</summary>
internal enum Deed
{
    Take,
    Assign,
    Status,
    Queue,
    Priority,
    Reply,
    Note,
    Lock,
    TakeOver,
    Unlock,
    Merge,
    Unmerge,
    Split,
    Move,
    Link,
    Close,
    Reopen,
}

/// <summary>A command with all it was given.</summary>
/// <param name="Deed">What.</param>
/// <param name="By">Who.</param>
/// <param name="IsLimited">Whether that agent may only read, note and reply.</param>
/// <param name="Ticket">On which ticket.</param>
internal sealed record ModelCommand(Deed Deed, AgentId By, bool IsLimited, TicketId Ticket)
{
    public TicketId? Other { get; init; }

    public AgentId? Assignee { get; init; }

    public TicketState State { get; init; }

    public QueueId Queue { get; init; }

    public Priority Priority { get; init; }

    public LinkType Link { get; init; }

    /// <summary>Of a message or note.</summary>
    public string Text { get; init; } = "";

    /// <summary>The entry that is moved or split off.</summary>
    public long Seq { get; init; }

    /// <summary>The version of the ticket that the writer of a reply had seen.</summary>
    public long Seen { get; init; }
}
