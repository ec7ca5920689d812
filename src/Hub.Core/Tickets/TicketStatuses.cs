namespace Hub.Core.Tickets;

/// <summary>Names of statuses and the base state each maps to.</summary>
public static class TicketStatuses
{
    /// <summary>The status a base state has by itself.</summary>
    public static string Of(TicketState state) => state switch
    {
        TicketState.New => "new",
        TicketState.Open => "open",
        TicketState.Pending => "pending",
        TicketState.Closed => "closed",
        TicketState.Merged => "merged",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The base state of a status name (any case), or null when there is no such status. <c>merged</c> is set by merging
    /// only and not found here.</summary>
    public static TicketState? Find(string name) => name.ToLowerInvariant() switch
    {
        "new" => TicketState.New,
        "open" => TicketState.Open,
        "pending" => TicketState.Pending,
        "closed" => TicketState.Closed,
        _ => null,
    };
}
