using System.Text.Json;
using Hub.Core.Tickets;

namespace Hub.Core.Jobs;

/// <summary>A value that a bulk change sets; null clears.</summary>
public sealed record Setting<T>(T? Value)
{
    /// <summary>As a command takes it.</summary>
    public static Patch<T> ToPatch(Setting<T>? setting) => setting is null ? default : new Patch<T>(true, setting.Value);
}

/// <summary>What a bulk change does to each ticket; what is null stays.</summary>
public sealed record BulkChange
{
    /// <summary>Status or base state by name.</summary>
    public string? Status { get; init; }

    /// <summary>When pending tickets come back.</summary>
    public Setting<DateTimeOffset?>? PendingUntil { get; init; }

    /// <summary>New queue.</summary>
    public QueueId? Queue { get; init; }

    /// <summary>Who works on it.</summary>
    public Setting<AgentId?>? Assignee { get; init; }

    /// <summary>Who answers for it.</summary>
    public Setting<AgentId?>? Responsible { get; init; }

    /// <summary>Rank.</summary>
    public Priority? Priority { get; init; }

    /// <summary>How soon it hurts.</summary>
    public Setting<Grade?>? Urgency { get; init; }

    /// <summary>How much it hurts.</summary>
    public Setting<Grade?>? Impact { get; init; }

    /// <summary>All tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Tags to add.</summary>
    public IReadOnlyList<string> AddTags { get; init; } = [];

    /// <summary>Tags to take away.</summary>
    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    /// <summary>Custom fields to set; a JSON null clears.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Whether there is anything to do.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEmpty => this with { AddTags = Empty.AddTags, RemoveTags = Empty.RemoveTags, Fields = Empty.Fields } == Empty
        && AddTags.Count + RemoveTags.Count + Fields.Count == 0;

    private static readonly BulkChange Empty = new();

    /// <summary>The command for a ticket as it is.</summary>
    internal ChangeCommand ToCommand(Ticket ticket)
    {
        var tags = Tags is null && AddTags.Count + RemoveTags.Count == 0 ? null
            : OpenTicket.TagsOf((Tags ?? ticket.Tags).Concat(AddTags)).Except(OpenTicket.TagsOf(RemoveTags)).ToList();
        return new ChangeCommand(ticket.Id)
        {
            Status = Status is null ? default : new Patch<string>(true, Status),
            PendingUntil = Setting<DateTimeOffset?>.ToPatch(PendingUntil),
            Queue = Queue is null ? default : new Patch<QueueId?>(true, Queue),
            Assignee = Setting<AgentId?>.ToPatch(Assignee),
            Responsible = Setting<AgentId?>.ToPatch(Responsible),
            Priority = Priority is null ? default : new Patch<Priority?>(true, Priority),
            Urgency = Setting<Grade?>.ToPatch(Urgency),
            Impact = Setting<Grade?>.ToPatch(Impact),
            Tags = tags is null ? default : new Patch<IReadOnlyList<string>>(true, tags),
            Fields = Fields,
        };
    }
}
