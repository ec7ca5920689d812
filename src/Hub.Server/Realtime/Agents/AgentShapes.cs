using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Realtime.Agents;

public sealed record WatchRequest(string? Number, long? Rev);

public sealed record WatchAnswer(
    IReadOnlyList<MessageResponse> Entries, long Rev, TicketResponse Header, IReadOnlyList<ViewerShape> Viewers, bool HasOlder);

public sealed record TicketRequest(string? Number);

public sealed record ViewRequest(string? View, string? Cursor);

public sealed record ViewAnswer(IReadOnlyList<TicketResponse> Items, string? Next);

public sealed record ReadRequest(string? Number, long Seq);

public sealed record AgentTypingRequest(string? Number, ViewerMode Mode);

public sealed record PresenceRequest(Availability State);

public sealed record PresenceAnswer(IReadOnlyList<AgentPresenceShape> Agents, bool IsKnown);

public sealed record AgentPresenceShape(string Id, string Name, Availability State);

public sealed record ViewerShape(string Id, string Name, ViewerMode Mode)
{
    public static ViewerShape Of(Viewer viewer) => new(viewer.Agent.Value, viewer.Name, viewer.Mode);
}

public sealed record AgentEntryEvent(string Number, long Rev, MessageResponse Entry);

public sealed record HeaderEvent(string Number, long Rev, TicketResponse Header);

public sealed record RowEvent(string View, string Change, string Number, TicketResponse? Row, int Index, int? From);

public sealed record ViewersEvent(string Number, IReadOnlyList<ViewerShape> Viewers);

public sealed record LockEvent(string Number, LockResponse? Lock);

public sealed record AgentTypingEvent(string Number, TypistShape Who, ViewerMode Mode);

/// <param name="Type"><c>visitor</c> or <c>agent</c>.</param>
/// <param name="Id">Agent id; null for a visitor.</param>
/// <param name="Name">Display name; empty while unknown.</param>
public sealed record TypistShape(string Type, string? Id, string Name);

/// <param name="Type"><c>assigned</c>, <c>message</c>, <c>moved</c> (to a queue the agent answers) or <c>lock-lost</c>.</param>
/// <param name="Number">Ticket; null when the agent may not see it.</param>
/// <param name="Text">One line for people.</param>
public sealed record NotifyEvent(string Type, string? Number, string Text);

public sealed record GoneEvent(string Number);

public sealed record ResyncShape;
