namespace Hub.Core.Tickets;

/// <summary>Base state; configured statuses map to one.</summary>
public enum TicketState
{
    /// <summary>Nobody has answered yet.</summary>
    New,
    /// <summary>Being worked on.</summary>
    Open,
    /// <summary>Waiting.</summary>
    Pending,
    /// <summary>Done.</summary>
    Closed,
    /// <summary>Continues in another ticket.</summary>
    Merged,
}

/// <summary>Rank of a ticket; higher is handled first.</summary>
public enum Priority
{
    /// <summary>Can wait.</summary>
    Low,
    /// <summary>As usual.</summary>
    Normal,
    /// <summary>Before the usual.</summary>
    High,
    /// <summary>Now.</summary>
    Urgent,
}

/// <summary>Three grades, for urgency and impact.</summary>
public enum Grade
{
    /// <summary>Low.</summary>
    Low,
    /// <summary>Medium.</summary>
    Medium,
    /// <summary>High.</summary>
    High,
}
