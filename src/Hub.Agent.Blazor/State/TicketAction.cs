namespace Hub.Agent.Blazor.State;

/// <summary>What the menu of a ticket offers.</summary>
public enum TicketAction
{
    Merge,
    Link,
    Select,
    Watch,
    LaterToday,
    Tomorrow,
    NextWeek,
    UntilReply,
    Custom,
    Forward,
    Time,
    Archive,
    Spam,
    Trash,
    Print,
    Split,
    Move,
}
