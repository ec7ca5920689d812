using System.Text.Json;
using Hub.Core.Tickets;

namespace Hub.Server.Http;

/// <summary>Changes to a ticket. What is missing stays, null clears.</summary>
public sealed record TicketPatchBody
{
    public long? Version { get; init; }

    public string? Subject { get; init; }

    public ContactId? Contact { get; init; }

    public string? Status { get; init; }

    public QueueId? Queue { get; init; }

    public AgentId? Assignee { get; init; }

    public AgentId? Responsible { get; init; }

    public Priority? Priority { get; init; }

    public Grade? Urgency { get; init; }

    public Grade? Impact { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public DateTimeOffset? PendingUntil { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Fields { get; init; }

    /// <summary>A note for colleagues that goes with the change.</summary>
    public string? Note { get; init; }

    /// <summary>The command a patch means.</summary>
    /// <exception cref="InvalidRequestException">A member has another type than its field takes.</exception>
    public static ChangeCommand Read(JsonElement patch, TicketId ticket)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidRequestException("body", "A patch is a JSON object.");
        }
        TicketPatchBody body;
        try
        {
            body = patch.Deserialize<TicketPatchBody>(HttpJson.Options)!;
        }
        catch (JsonException fault)
        {
            throw new InvalidRequestException(
                fault.Path is { Length: > 2 } path ? path[2..] : "body", "The value has another type than this field takes.");
        }
        Patch<T> Of<T>(string name, T value) => patch.TryGetProperty(name, out _) ? new Patch<T>(true, value) : default;
        return new ChangeCommand(ticket)
        {
            Version = body.Version,
            Subject = Of("subject", body.Subject)!,
            Contact = Of("contact", body.Contact),
            Status = Of("status", body.Status)!,
            Queue = Of("queue", body.Queue),
            Assignee = Of("assignee", body.Assignee),
            Responsible = Of("responsible", body.Responsible),
            Priority = Of("priority", body.Priority),
            Urgency = Of("urgency", body.Urgency),
            Impact = Of("impact", body.Impact),
            Tags = Of("tags", body.Tags)!,
            PendingUntil = Of("pendingUntil", body.PendingUntil?.ToUniversalTime()),
            Note = body.Note,
            Fields = body.Fields ?? new Dictionary<string, JsonElement>(),
        };
    }
}
