using System.Globalization;
using System.Text.Json;
using Hub.Core.Tickets.Conditions;

namespace Hub.Agent.Blazor.Settings;

/// <summary>A condition as a form shows it: rows of field and values, all or any of which must hold. What no row can show (a tree
/// made by the API) is kept as it is.</summary>
public sealed class ConditionRows
{
    public bool IsAny { get; set; }

    public List<ConditionRow> Rows { get; } = [];

    private readonly List<TicketCondition> _kept = [];

    public static ConditionRows Of(TicketCondition condition)
    {
        var rows = new ConditionRows { IsAny = condition.Any is { Count: > 0 } };
        var parts = condition.All ?? condition.Any ?? (condition.Field is null && condition.Not is null ? [] : [condition]);
        foreach (var part in parts)
        {
            if (ConditionRow.Of(part) is { } row)
            {
                rows.Rows.Add(row);
            }
            else
            {
                rows._kept.Add(part);
            }
        }
        return rows;
    }

    public TicketCondition ToCondition()
    {
        List<TicketCondition> parts = [.. Rows.Select(static row => row.ToCondition()), .. _kept];
        return IsAny ? new TicketCondition { Any = parts } : TicketCondition.AllOf(parts);
    }
}

/// <summary>One field and what it holds: values with commas, <c>&gt;2d</c> for older than, <c>&lt;4h</c> for not older than,
/// <c>3..7</c> for a range.</summary>
public sealed class ConditionRow
{
    public string Field { get; set; } = "";

    public string Values { get; set; } = "";

    public bool IsNegated { get; set; }

    public static ConditionRow? Of(TicketCondition condition)
    {
        var inner = condition.Not ?? condition;
        if (inner.Field is not { } field || inner.Missing is not null)
        {
            return null;
        }
        var values = inner switch
        {
            { OlderThan: { } older } => ">" + older,
            { YoungerThan: { } younger } => "<" + younger,
            { From: not null } or { To: not null } => $"{inner.From}..{inner.To}",
            _ => string.Join(", ", (inner.In ?? []).Concat(inner.Is is { } one ? [one] : [])),
        };
        return new ConditionRow { Field = field, Values = values, IsNegated = condition.Not is not null };
    }

    public TicketCondition ToCondition()
    {
        var values = Values.Trim();
        var positive = values switch
        {
            ['>', .. var older] => new TicketCondition { Field = Field.Trim(), OlderThan = older.Trim() },
            ['<', .. var younger] => new TicketCondition { Field = Field.Trim(), YoungerThan = younger.Trim() },
            _ when values.IndexOf("..", StringComparison.Ordinal) is var dots and >= 0 => new TicketCondition
            {
                Field = Field.Trim(),
                From = BoundOf(values[..dots]),
                To = BoundOf(values[(dots + 2)..]),
            },
            _ => TicketCondition.Of(Field.Trim(), values.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        };
        return IsNegated ? new TicketCondition { Not = positive } : positive;
    }

    private static JsonElement? BoundOf(string text) => text.Trim() is not { Length: > 0 } bound ? null
        : double.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? JsonSerializer.SerializeToElement(number)
            : JsonSerializer.SerializeToElement(bound);
}
