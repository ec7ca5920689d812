using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Server.Http.Shapes;

/// <summary>A ticket's header as every client sees it.</summary>
public sealed record TicketResponse
{
    public required string Id { get; init; }

    public required string Number { get; init; }

    public required string Subject { get; init; }

    public required string Status { get; init; }

    public required TicketState State { get; init; }

    public required Priority Priority { get; init; }

    public required Grade? Urgency { get; init; }

    public required Grade? Impact { get; init; }

    /// <summary>What urgency and impact propose; null while one of them is not judged.</summary>
    public required Priority? ProposedPriority { get; init; }

    public required Reference Queue { get; init; }

    public required Reference? Assignee { get; init; }

    public required Reference? Responsible { get; init; }

    public required Reference Contact { get; init; }

    public required IReadOnlyList<ChannelKind> Channels { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }

    public required IReadOnlyList<LinkResponse> Links { get; init; }

    /// <summary>archive, spam or trash; null in the daily lists.</summary>
    public required Shelf? Shelf { get; init; }

    public required long MinutesBooked { get; init; }

    public required IReadOnlyList<Reference> Watchers { get; init; }

    /// <summary>Numbers of the tickets that continue here.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    public required LockResponse? Lock { get; init; }

    /// <summary>Targets of service levels; null while none apply.</summary>
    public required object? Sla { get; init; }

    public required long Version { get; init; }

    public required long LastSeq { get; init; }

    public required long LastRev { get; init; }

    /// <summary>Number of the ticket it continues in, or "a ticket you cannot see"; null unless merged.</summary>
    public required string? MergedInto { get; init; }

    public required string Preview { get; init; }

    public required DateTimeOffset? WaitingSince { get; init; }

    public required DateTimeOffset? PendingUntil { get; init; }

    public required DateTimeOffset LastActivityAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The header as of its version.</summary>
    /// <param name="told">The header as its reader is told of it.</param>
    /// <param name="names">Names of queues, agents and inboxes.</param>
    public static TicketResponse Of(ToldTicket told, DirectorySnapshot names)
    {
        var ticket = told.Header;
        return new()
        {
            Id = ticket.Id.Value,
            Number = ticket.Number,
            Subject = ticket.Subject,
            Status = ticket.Status,
            State = ticket.State,
            Priority = ticket.Priority,
            Urgency = ticket.Urgency,
            Impact = ticket.Impact,
            ProposedPriority = names.Matrix.Propose(ticket.Urgency, ticket.Impact),
            Queue = Reference.To(ticket.Queue, names),
            Assignee = Reference.To(ticket.Assignee, names),
            Responsible = Reference.To(ticket.Responsible, names),
            Contact = new Reference(ticket.Contact.Value, ticket.ContactName),
            Channels = ticket.Channels,
            Tags = ticket.Tags,
            Fields = ticket.CustomFields,
            Links = [.. ticket.Links.Select(static link => new LinkResponse(link.Type, link.Number == Disclosure.HiddenTicket ? null : link.Number))],
            Shelf = ticket.Shelf,
            MinutesBooked = ticket.MinutesBooked,
            Watchers = [.. ticket.Watchers.Select(agent => new Reference(agent.Value, names.NameOf(agent) ?? agent.Value))],
            Members = [.. ticket.Members.Select(static member => member.Number)],
            Lock = LockResponse.Of(ticket.Lock),
            Sla = null,
            Version = ticket.Version,
            LastSeq = ticket.LastSeq,
            LastRev = ticket.LastRev,
            MergedInto = told.MergedInto,
            Preview = ticket.Preview,
            WaitingSince = ticket.WaitingSince,
            PendingUntil = ticket.PendingUntil,
            LastActivityAt = ticket.LastActivityAt,
            CreatedAt = ticket.CreatedAt,
            UpdatedAt = ticket.UpdatedAt,
            ClosedAt = ticket.ClosedAt,
        };
    }
}

/// <summary>A link to another ticket.</summary>
/// <param name="Type">What the other ticket is to this one.</param>
/// <param name="Number">Null for a ticket that the reader may not see.</param>
public sealed record LinkResponse(LinkType Type, string? Number);

/// <summary>Who is answering.</summary>
public sealed record LockResponse(Reference Holder, long Token, DateTimeOffset TakenAt)
{
    public static LockResponse? Of(TicketLock? held) =>
        held is null ? null : new(new Reference(held.Holder.Value, held.HolderName), held.Token, held.TakenAt);
}
