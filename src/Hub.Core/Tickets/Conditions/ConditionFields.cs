using Hub.Core.Views;

namespace Hub.Core.Tickets.Conditions;

/// <summary>How a condition on a field becomes a filter.</summary>
internal enum ConditionKind
{
    /// <summary>Status or base state by name.</summary>
    Status,
    /// <summary>An agent: an id, <c>me</c> or <c>none</c>.</summary>
    Agent,
    /// <summary>An agent that stands among the terms.</summary>
    AgentTerm,
    /// <summary>An id or text in a column.</summary>
    Text,
    /// <summary>A name of an enumeration in a column.</summary>
    Priority,
    /// <summary>A name that stands among the terms.</summary>
    Term,
    /// <summary>Yes or no.</summary>
    Flag,
    /// <summary>An instant.</summary>
    Instant,
    /// <summary>A whole number.</summary>
    Number,
}

/// <summary>The closed set of fields that conditions name; custom fields come beside them as <c>fields.NAME</c>.</summary>
public static class ConditionFields
{
    private static readonly Dictionary<string, (ConditionKind Kind, Field<Ticket>? Column, string[]? Values)> All = new(StringComparer.Ordinal)
    {
        ["status"] = (ConditionKind.Status, null, null),
        ["state"] = (ConditionKind.Status, null, null),
        ["queue"] = (ConditionKind.Text, Ticket.Fields.Queue, null),
        ["assignee"] = (ConditionKind.Agent, Ticket.Fields.Assignee, null),
        ["responsible"] = (ConditionKind.AgentTerm, null, null),
        ["contact"] = (ConditionKind.Text, Ticket.Fields.Contact, null),
        ["tag"] = (ConditionKind.Text, Ticket.Fields.Tag, null),
        ["priority"] = (ConditionKind.Priority, Ticket.Fields.Priority, NamesOf<Priority>()),
        ["urgency"] = (ConditionKind.Text, Ticket.Fields.Urgency, NamesOf<Grade>()),
        ["impact"] = (ConditionKind.Text, Ticket.Fields.Impact, NamesOf<Grade>()),
        ["channel"] = (ConditionKind.Term, null, NamesOf<Inboxes.ChannelKind>()),
        ["active"] = (ConditionKind.Flag, Ticket.Fields.IsActive, null),
        ["locked"] = (ConditionKind.Flag, Ticket.Fields.IsLocked, null),
        ["number"] = (ConditionKind.Number, Ticket.Fields.Number, null),
        ["createdAt"] = (ConditionKind.Instant, Ticket.Fields.CreatedAt, null),
        ["updatedAt"] = (ConditionKind.Instant, Ticket.Fields.UpdatedAt, null),
        ["lastActivityAt"] = (ConditionKind.Instant, Ticket.Fields.LastActivityAt, null),
        ["waitingSince"] = (ConditionKind.Instant, Ticket.Fields.WaitingSince, null),
        ["pendingUntil"] = (ConditionKind.Instant, Ticket.Fields.PendingUntil, null),
    };

    /// <summary>The names, in the order in which an editor offers them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys];

    /// <summary>The values a field may hold when they are few, in lower case; null for others.</summary>
    public static IReadOnlyList<string>? ValuesOf(string field) => All.TryGetValue(field, out var found) ? found.Values : null;

    /// <summary>Whether the field holds instants.</summary>
    public static bool IsInstant(string field) => All.TryGetValue(field, out var found) && found.Kind == ConditionKind.Instant;

    internal static (ConditionKind Kind, Field<Ticket>? Column, string[]? Values)? Find(string name) => All.TryGetValue(name, out var found) ? found : null;

    private static string[] NamesOf<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(static name => name.ToLowerInvariant())];
}
