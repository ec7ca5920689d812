using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Server.Realtime.Visitors;

public sealed record PageShape(string? Url, string? Title);

public sealed record StartRequest(
    string? Inbox, string? FrameTicket, string? VisitorToken, VisitorIdentity? Identity, string? Language, PageShape? Page);

public sealed record StartAnswer(
    string VisitorToken, VisitorTicket? Ticket, long PublicRev, WidgetSettings Settings, AvailabilityShape Availability);

/// <param name="FollowUp">What a message to it would do: reopen it, begin a new ticket, or be kept while it stays closed.</param>
public sealed record VisitorTicket(string Number, TicketState State, FollowUpPolicy FollowUp);

public sealed record AvailabilityShape(string State);

public sealed record WidgetSettings(string Title, string Greeting, string Color, PrechatShape Prechat, long MaxUploadBytes)
{
    public static WidgetSettings Of(Inbox inbox, ChatSettings chat, long maxUploadBytes) => new(
        chat.Title ?? inbox.Name, chat.Greeting ?? "", chat.Color, new PrechatShape(chat.AskName, chat.AskEmail), maxUploadBytes);
}

public sealed record PrechatShape(PrechatField Name, PrechatField Email);

public sealed record SendRequest(string? ClientId, string? Text, IReadOnlyList<string>? Attachments, VisitorIdentity? Prechat);

public sealed record SendAnswer(long PublicSeq, string Number, DateTimeOffset At);

public sealed record AfterRequest(long PublicRev);

public sealed record AfterAnswer(IReadOnlyList<VisitorEntryShape> Entries, long PublicRev, bool More);

public sealed record TypingRequest(bool On);

public sealed record SeenRequest(long PublicSeq);

public sealed record EndRequest;

public sealed record EntryEvent(long PublicRev, VisitorEntryShape Entry);

public sealed record TypingEvent(NameShape Who, bool On);

public sealed record NameShape(string Name);

public sealed record ResyncEvent;

public sealed record VisitorFile(string Id, string Name, string MediaType, long Size);

public sealed record VisitorAuthor(ActorType Type, string Name);

/// <summary>How far an entry got, as its visitor is told.</summary>
public enum VisitorEntryState
{
    Sent,
    Delivered,
    Read,
    Failed,
}

/// <summary>A public entry as its visitor sees it: no ids of agents, no addresses, no reasons.</summary>
public sealed record VisitorEntryShape(
    string Id, long PublicSeq, long PublicRev, string? ClientId, Direction Direction, VisitorAuthor Author, string Text, string? Html,
    IReadOnlyList<VisitorFile> Attachments, DateTimeOffset At, VisitorEntryState State)
{
    public static VisitorEntryShape Of(Message message, string author, long seq, long rev) => new(
        message.Id.Value, seq, rev, message.Direction == Direction.In ? message.ClientId : null, message.Direction,
        new VisitorAuthor(message.Author.Type, author), message.VisibleText ?? message.Text, message.Html,
        message.Attachments.Count == 0
            ? []
            : [.. message.Attachments.Select(static file => new VisitorFile(file.Id.Value, file.Name, file.MediaType, file.Size))],
        message.CreatedAt, StateOf(message.Delivery?.StateWithout(message.Bcc)));

    private static VisitorEntryState StateOf(DeliveryState? state) => state switch
    {
        DeliveryState.Delivered => VisitorEntryState.Delivered,
        DeliveryState.Read => VisitorEntryState.Read,
        DeliveryState.Failed => VisitorEntryState.Failed,
        // An agent's answer stands in the thread before its delivery is settled: to the visitor it has been sent.
        DeliveryState.Sent or DeliveryState.Pending or DeliveryState.Uncertain or null => VisitorEntryState.Sent,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
