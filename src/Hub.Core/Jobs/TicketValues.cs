using System.Text.Json;
using Hub.Core.Tickets;

namespace Hub.Core.Jobs;

/// <summary>The properties of a ticket that a bulk change may touch, as they were at one moment.</summary>
public sealed record TicketValues(
    string Status, TicketState State, DateTimeOffset? PendingUntil, QueueId Queue, AgentId? Assignee, AgentId? Responsible, Priority Priority,
    Grade? Urgency, Grade? Impact, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, JsonElement> Fields)
{
    /// <summary>Those of a ticket.</summary>
    public static TicketValues Of(Ticket ticket) => new(
        ticket.Status, ticket.State, ticket.PendingUntil, ticket.Queue, ticket.Assignee, ticket.Responsible, ticket.Priority,
        ticket.Urgency, ticket.Impact, ticket.Tags, ticket.CustomFields);

    /// <summary>The command that brings a ticket back from <paramref name="after"/> to this; null when one of the properties that
    /// differ has been changed again since.</summary>
    internal ChangeCommand? Undo(TicketValues after, Ticket now)
    {
        var current = Of(now);
        var names = Fields.Keys.Union(after.Fields.Keys).Where(name => TextOf(Fields, name) != TextOf(after.Fields, name)).ToList();
        var isTagged = !Tags.SequenceEqual(after.Tags);
        var isChanged = (Status != after.Status && current.Status != after.Status)
            || (PendingUntil != after.PendingUntil && current.PendingUntil != after.PendingUntil)
            || (Queue != after.Queue && current.Queue != after.Queue)
            || (Assignee != after.Assignee && current.Assignee != after.Assignee)
            || (Responsible != after.Responsible && current.Responsible != after.Responsible)
            || (Priority != after.Priority && current.Priority != after.Priority)
            || (Urgency != after.Urgency && current.Urgency != after.Urgency)
            || (Impact != after.Impact && current.Impact != after.Impact)
            || (isTagged && !current.Tags.SequenceEqual(after.Tags))
            || names.Any(name => TextOf(current.Fields, name) != TextOf(after.Fields, name));
        return isChanged ? null : new ChangeCommand(now.Id)
        {
            Version = now.Version,
            Status = Set(Status, after.Status)!,
            PendingUntil = Set(PendingUntil, after.PendingUntil),
            Queue = Set<QueueId?>(Queue, after.Queue),
            Assignee = Set(Assignee, after.Assignee),
            Responsible = Set(Responsible, after.Responsible),
            Priority = Set<Priority?>(Priority, after.Priority),
            Urgency = Set(Urgency, after.Urgency),
            Impact = Set(Impact, after.Impact),
            Tags = isTagged ? new Patch<IReadOnlyList<string>>(true, Tags) : default,
            Fields = names.ToDictionary(static name => name, name => Fields.TryGetValue(name, out var value) ? value : Cleared),
            Because = "undo",
        };
    }

    private static readonly JsonElement Cleared = JsonSerializer.SerializeToElement<object?>(null);

    private static Patch<T> Set<T>(T before, T after) => Equals(before, after) ? default : new Patch<T>(true, before);

    private static string? TextOf(IReadOnlyDictionary<string, JsonElement> fields, string name) =>
        fields.TryGetValue(name, out var value) ? value.GetRawText() : null;
}
