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

    /// <summary>The statuses that the base states have by themselves, in the order of a ticket's life; without <c>merged</c>.</summary>
    public static IReadOnlyList<TicketStatus> BuiltIn { get; } = [.. Enum.GetValues<TicketState>().Where(static state => state != TicketState.Merged)
        .Select(static state => new TicketStatus(Of(state), Of(state), state, Returns: state == TicketState.Pending))];
}

/// <summary>A status that can be set.</summary>
/// <param name="Id">The id of a configured one; the name of a built-in one.</param>
/// <param name="Name">As shown and as the API takes it.</param>
/// <param name="State">The base state it maps to.</param>
/// <param name="Returns">Whether a pending ticket opens by itself when its time has come.</param>
public sealed record TicketStatus(string Id, string Name, TicketState State, bool Returns);
