using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Search labels of a ticket's entries: letters and digits only, one for each ground of access.</summary>
public static class TicketLabels
{
    /// <summary>Everything that lets somebody find the ticket's entries now.</summary>
    public static IReadOnlyList<string> Of(Ticket ticket) => ticket.Assignee is { } assignee
        ? [Queue(ticket.Queue), Assignee(assignee)]
        : [Queue(ticket.Queue)];

    /// <summary>The wish to find an entry under its ticket's labels; null for activities, which are not searched.</summary>
    public static IndexRequest.Entry? RequestOf(Message entry, DocRef ticket, IReadOnlyList<string> labels) =>
        entry.MessageKind == MessageKind.Activity ? null : new IndexRequest.Entry(entry.ToRef(), ticket, labels);

    /// <summary>In the queue.</summary>
    public static string Queue(QueueId queue) => Plain(queue.Value);

    /// <summary>Assigned to the agent.</summary>
    public static string Assignee(AgentId agent) => Plain(agent.Value);

    private static string Plain(string id) => string.Concat(id.Where(char.IsAsciiLetterOrDigit));
}
