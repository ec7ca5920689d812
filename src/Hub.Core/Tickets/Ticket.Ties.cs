namespace Hub.Core.Tickets;

public sealed partial record Ticket
{
    /// <summary>Most tickets that may continue in one.</summary>
    public const int MostMembers = 40;

    /// <summary>Most links of one ticket.</summary>
    public const int MostLinks = 50;

    /// <summary>Most agents who watch one ticket.</summary>
    public const int MostWatchers = 50;

    /// <summary>Agents who want to know, in the order they came; at most 50. Watching grants no right.</summary>
    public IReadOnlyList<AgentId> Watchers { get; init; } = [];

    /// <summary>Tickets that continue here, with those that had been merged into them; at most 40, in order of merging.</summary>
    public IReadOnlyList<MergedMember> Members { get; init; } = [];

    /// <summary>What merging changed, so that it can be undone; null while not merged.</summary>
    public MergeTrace? Merge { get; init; }

    /// <summary>Where it lies out of the daily lists; null while it is in them. Only a closed ticket is on a shelf.</summary>
    public Shelf? Shelf { get; init; }

    /// <summary>The status from which shelving closed it; null when it was closed before.</summary>
    public string? ShelvedFrom { get; init; }

    /// <summary>Since when it lies there; null while it is in the daily lists.</summary>
    public DateTimeOffset? ShelvedAt { get; init; }

    /// <summary>The key of the outside system's thread it was made for; null for none.</summary>
    public Storage.UniqueKey? OutsideThread { get; init; }

    /// <summary>Working time booked, in minutes.</summary>
    public long MinutesBooked { get; init; }

    /// <summary>Whether somebody still has to do something: neither closed nor merged.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsActive => State is TicketState.New or TicketState.Open or TicketState.Pending;
}

/// <summary>A ticket that continues in another one.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Number">Its number.</param>
/// <param name="At">When it was merged.</param>
public sealed record MergedMember(TicketId Ticket, string Number, DateTimeOffset At);

/// <summary>What a merged ticket was before, and what its target got from it.</summary>
/// <param name="At">When it was merged.</param>
/// <param name="Status">Status before.</param>
/// <param name="State">Base state before.</param>
public sealed record MergeTrace(DateTimeOffset At, string Status, TicketState State)
{
    /// <summary>When it would have come back.</summary>
    public DateTimeOffset? PendingUntil { get; init; }

    /// <summary>When it had been closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Since when its contact waited.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Addresses of people who came to the target.</summary>
    public IReadOnlyList<string> Participants { get; init; } = [];

    /// <summary>Lines that came to the target, as inbox and address.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Links that came to the target.</summary>
    public IReadOnlyList<TicketLink> Links { get; init; } = [];

    /// <summary>Watchers who came to the target.</summary>
    public IReadOnlyList<AgentId> Watchers { get; init; } = [];
}
