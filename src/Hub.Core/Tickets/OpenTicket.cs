using Hub.Core.Contacts;
using Hub.Core.Inboxes;
using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>What a new ticket begins with.</summary>
/// <param name="Number">From <see cref="TicketNumbers"/>.</param>
/// <param name="Subject">One line; empty takes the first line of the message.</param>
/// <param name="Queue">Where it waits.</param>
/// <param name="Contact">Who asked.</param>
public sealed record NewTicket(string Number, string Subject, Queue Queue, Contact Contact)
{
    /// <summary>Rank; null for normal.</summary>
    public Priority? Priority { get; init; }

    /// <summary>How soon it hurts; null when not judged.</summary>
    public Grade? Urgency { get; init; }

    /// <summary>How much it hurts; null when not judged.</summary>
    public Grade? Impact { get; init; }

    /// <summary>Who works on it from the start.</summary>
    public AgentId? Assignee { get; init; }

    /// <summary>Status other than the state's own.</summary>
    public (string Name, TicketState State)? Status { get; init; }

    /// <summary>Tags, any case.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Links to other tickets.</summary>
    public IReadOnlyList<TicketLink> Links { get; init; } = [];
}

/// <summary>Begins a ticket.</summary>
public static class OpenTicket
{
    private const int LongestSubject = 200;

    /// <summary>The edit that makes the ticket, with its first activity; messages are added to it before it is committed.</summary>
    public static TicketEdit Begin(NewTicket command, Actor by, ChannelKind channel, DateTimeOffset now)
    {
        var (status, state) = command.Status ?? (TicketStatuses.Of(TicketState.New), TicketState.New);
        var edit = new TicketEdit(
            new Ticket
            {
                Id = TicketId.New(now),
                Number = command.Number,
                Subject = SubjectOf(command.Subject),
                Status = status,
                State = state,
                Queue = command.Queue.Id,
                Priority = command.Priority ?? Priority.Normal,
                Urgency = command.Urgency,
                Impact = command.Impact,
                Assignee = command.Assignee,
                Contact = command.Contact.Id,
                ContactName = command.Contact.Name,
                Tags = TagsOf(command.Tags),
                Links = command.Links,
                LastActivityAt = now,
                CreatedAt = now,
                UpdatedAt = now,
                ClosedAt = state == TicketState.Closed ? now : null,
            },
            now, isNew: true);
        edit.Record("created", null, command.Number, by, channel.ToString());
        return edit;
    }

    /// <summary>First non-empty line, at most 200 characters.</summary>
    public static string SubjectOf(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = (end < 0 ? line : line[..end]).Trim();
        return line.Length <= LongestSubject ? line.ToString() : string.Concat(line[..(LongestSubject - 1)], "…");
    }

    /// <summary>Folded, distinct, sorted; empty ones left out.</summary>
    public static IReadOnlyList<string> TagsOf(IEnumerable<string> tags) =>
        [.. tags.Select(static tag => Views.FieldValue.Fold(tag.Trim())).Where(static tag => tag.Length > 0)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
