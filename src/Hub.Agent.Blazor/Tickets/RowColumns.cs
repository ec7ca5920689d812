using System.Text.Json;
using Hub.Agent.Blazor.State;
using Hub.Core.CustomFields;
using Hub.Core.SavedViews;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Tickets;

/// <summary>What a saved view's columns say of a ticket beyond the two lines that every row has.</summary>
public static class RowColumns
{
    private static readonly HashSet<string> InEveryRow =
        ["number", "subject", "contact", "channels", "lastActivityAt"];

    /// <summary>Label and value of each column that has something to say, in the view's order; none for the usual columns.</summary>
    public static IReadOnlyList<(string Label, string Value)> Of(IReadOnlyList<string> columns, Ticket ticket, ConsoleSession session) =>
        columns.SequenceEqual(ViewColumns.Default)
            ? []
            : [.. columns.Where(static column => !InEveryRow.Contains(column))
                .Select(column => (LabelOf(column, session), ValueOf(column, ticket, session)))
                .Where(static shown => shown.Item2.Length > 0)];

    /// <summary>What a column is called; a custom field by its label.</summary>
    public static string LabelOf(string column, ConsoleSession session) =>
        session.Directory.Fields.FirstOrDefault(field => column == FieldDefinition.TermPrefix + field.Name)?.Label ?? session.Texts.Views.NameOf(column);

    private static string ValueOf(string column, Ticket ticket, ConsoleSession session)
    {
        var texts = session.Texts;
        return column switch
        {
            "queue" => session.PathOf(ticket.Queue),
            "assignee" => session.Directory.NameOf(ticket.Assignee) ?? texts.Context.Nobody,
            "responsible" => session.Directory.NameOf(ticket.Responsible) ?? "",
            "status" => texts.Words.Status(ticket),
            "priority" => texts.Words.Priorities[ticket.Priority],
            "urgency" => ticket.Urgency is { } urgency ? texts.Views.Grades[urgency] : "",
            "impact" => ticket.Impact is { } impact ? texts.Views.Grades[impact] : "",
            "tags" => string.Join(", ", ticket.Tags),
            "createdAt" => At(ticket.CreatedAt, session),
            "updatedAt" => At(ticket.UpdatedAt, session),
            "waitingSince" => At(ticket.WaitingSince, session),
            "pendingUntil" => At(ticket.PendingUntil, session),
            _ when column.StartsWith(FieldDefinition.TermPrefix, StringComparison.Ordinal) && ticket.CustomFields.TryGetValue(column[FieldDefinition.TermPrefix.Length..], out var value) => Said(value),
            _ => "",
        };
    }

    private static string Said(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray()),
        JsonValueKind.True => "✓",
        JsonValueKind.False => "",
        _ => value.ToString(),
    };

    private static string At(DateTimeOffset? at, ConsoleSession session) =>
        at is { } instant ? TimeZoneInfo.ConvertTime(instant, session.Zone).ToString("g", session.Texts.Culture) : "";
}
