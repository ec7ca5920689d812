using System.Text.Json;
using Hub.Core.Jobs;
using Hub.Core.Tickets;
using Hub.Core.Tickets.Conditions;

namespace Hub.Server.Http;

/// <summary>A change of many tickets: those named, or all that a filter matches.</summary>
public sealed record BulkBody
{
    public IReadOnlyList<string>? Numbers { get; init; }

    /// <summary>A condition as in views, or an object with members such as <c>view</c>, <c>queue</c>, <c>status</c>, <c>tag</c>.</summary>
    public JsonElement? Filter { get; init; }

    /// <summary>As <c>PATCH /tickets/{number}</c> without version, subject and contact, and with <c>addTags</c>, <c>removeTags</c>.</summary>
    public JsonElement? Change { get; init; }

    public BulkChange ToChange()
    {
        if (Change is not { ValueKind: JsonValueKind.Object } patch)
        {
            throw new InvalidRequestException("change", "What is to be changed.");
        }
        var command = TicketPatchBody.Read(patch, default);
        var tags = Read(patch);
        var change = new BulkChange
        {
            Status = command.Status.Value,
            PendingUntil = Of(command.PendingUntil),
            Queue = command.Queue.Value,
            Assignee = Of(command.Assignee),
            Responsible = Of(command.Responsible),
            Priority = command.Priority.Value,
            Urgency = Of(command.Urgency),
            Impact = Of(command.Impact),
            Tags = command.Tags.IsSet ? command.Tags.Value ?? [] : null,
            AddTags = tags.AddTags ?? [],
            RemoveTags = tags.RemoveTags ?? [],
            Fields = command.Fields,
        };
        return change.IsEmpty ? throw new InvalidRequestException("change", "Nothing would change.") : change;
    }

    /// <summary>View and conditions of the filter.</summary>
    public (string? View, TicketCondition Condition) ToFilter()
    {
        if (Filter is not { ValueKind: JsonValueKind.Object } filter)
        {
            throw new InvalidRequestException("filter", "A filter, or numbers, is needed.");
        }
        if (filter.EnumerateObject().Any(static member => member.Name is "all" or "any" or "not" or "field"))
        {
            return (null, Parse<TicketCondition>(filter, "filter"));
        }
        var parts = filter.EnumerateObject().Where(static member => member.Name != "view").Select(static member => new TicketCondition
        {
            Field = member.Name,
            In = member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : [member.Value],
        });
        return (filter.TryGetProperty("view", out var view) ? view.ToString() : null, TicketCondition.AllOf(parts));
    }

    private static TagChange Read(JsonElement patch) => Parse<TagChange>(patch, "change");

    private static T Parse<T>(JsonElement value, string field)
    {
        try
        {
            return value.Deserialize<T>(HttpJson.Options)!;
        }
        catch (JsonException)
        {
            throw new InvalidRequestException(field, "A member has another type than its field takes.");
        }
    }

    private static Setting<T>? Of<T>(Patch<T> patch) => patch.IsSet ? new Setting<T>(patch.Value) : null;

    private sealed record TagChange(IReadOnlyList<string>? AddTags, IReadOnlyList<string>? RemoveTags);
}
