using Hub.Core.CustomFields;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.SavedViews;

/// <summary>What a list can show, and by what it can be ordered.</summary>
public static class ViewColumns
{
    /// <summary>Names of the columns; <c>fields.NAME</c> for a custom field comes beside them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "number", "subject", "contact", "queue", "assignee", "responsible", "status", "priority", "urgency", "impact", "tags", "channels",
        "createdAt", "updatedAt", "lastActivityAt", "waitingSince", "pendingUntil",
    ];

    /// <summary>What a view shows that names no columns.</summary>
    public static IReadOnlyList<string> Default { get; } = ["number", "subject", "contact", "assignee", "priority", "lastActivityAt"];

    /// <summary>Every sortable column and the indexed field that orders by it.</summary>
    public static IReadOnlyDictionary<string, Field<Ticket>> Sorts { get; } =
        TicketViews.Sorts.Values.ToDictionary(static field => field.Name == "contactName" ? "contact" : field.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a list can show the column.</summary>
    public static bool IsColumn(string name) => Names.Contains(name) || name.StartsWith(FieldDefinition.TermPrefix, StringComparison.Ordinal);

    /// <summary>Reads an order, '-' in front for descending; null when there is no such one.</summary>
    public static (Field<Ticket> Field, bool IsDescending)? Read(string sort) =>
        Sorts.TryGetValue(sort.TrimStart('-'), out var field) ? (field, sort.StartsWith('-')) : null;
}
