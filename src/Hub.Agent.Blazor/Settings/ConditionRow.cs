using System.Globalization;
using System.Text.Json;
using Hub.Core.Tickets.Conditions;

namespace Hub.Agent.Blazor.Settings;

/// <summary>One field and what is said of it.</summary>
public sealed class ConditionRow
{
    /// <summary>Name of the field; empty until one is chosen.</summary>
    public string Field { get; set; } = "";

    public ConditionVerb Verb { get; set; }

    /// <summary>What it is or is not, as conditions name it.</summary>
    public IReadOnlyList<string> Values { get; set; } = [];

    /// <summary>The values with commas.</summary>
    public string Text
    {
        get => string.Join(", ", Values);
        set => Values = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>A length of time: <c>30m</c>, <c>4h</c>, <c>2d</c>.</summary>
    public string Span { get; set; } = "";

    /// <summary>The lower end of a range, included; empty for none.</summary>
    public string From { get; set; } = "";

    /// <summary>The upper end of a range, not included; empty for none.</summary>
    public string To { get; set; } = "";

    /// <summary>Whether it says something.</summary>
    public bool IsComplete => Field.Length > 0 && Verb switch
    {
        ConditionVerb.Is or ConditionVerb.IsNot => Values.Count > 0,
        ConditionVerb.Between => From.Length + To.Length > 0,
        ConditionVerb.OlderThan or ConditionVerb.YoungerThan => Span.Length > 0,
        _ => true,
    };

    /// <summary>The row of a condition; null when none can show it.</summary>
    public static ConditionRow? Of(TicketCondition condition)
    {
        var (inner, isNegated) = (condition.Not ?? condition, condition.Not is not null);
        if (inner.Field is not { Length: > 0 } field)
        {
            return null;
        }
        return (inner, isNegated) switch
        {
            ({ Missing: { } missing }, _) => new ConditionRow { Field = field, Verb = missing == isNegated ? ConditionVerb.Present : ConditionVerb.Missing },
            ({ OlderThan: { } older }, false) => new ConditionRow { Field = field, Verb = ConditionVerb.OlderThan, Span = older },
            ({ YoungerThan: { } younger }, false) => new ConditionRow { Field = field, Verb = ConditionVerb.YoungerThan, Span = younger },
            ({ OlderThan: not null } or { YoungerThan: not null }, _) => null,
            ({ From: not null } or { To: not null }, false) => new ConditionRow { Field = field, Verb = ConditionVerb.Between, From = $"{inner.From}", To = $"{inner.To}" },
            ({ From: not null } or { To: not null }, _) => null,
            _ => new ConditionRow
            {
                Field = field,
                Verb = isNegated ? ConditionVerb.IsNot : ConditionVerb.Is,
                Values = [.. (inner.In ?? []).Concat(inner.Is is { } one ? [one] : []).Select(static value => TextOf(value))],
            },
        };
    }

    public TicketCondition ToCondition() => Verb switch
    {
        ConditionVerb.Is => TicketCondition.Of(Field, Values),
        ConditionVerb.IsNot => new TicketCondition { Not = TicketCondition.Of(Field, Values) },
        ConditionVerb.Between => new TicketCondition { Field = Field, From = BoundOf(From), To = BoundOf(To) },
        ConditionVerb.OlderThan => new TicketCondition { Field = Field, OlderThan = Span.Trim() },
        ConditionVerb.YoungerThan => new TicketCondition { Field = Field, YoungerThan = Span.Trim() },
        ConditionVerb.Present => new TicketCondition { Field = Field, Missing = false },
        ConditionVerb.Missing => new TicketCondition { Field = Field, Missing = true },
        _ => throw new ArgumentOutOfRangeException(nameof(Verb)),
    };

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.ToString(),
    };

    private static JsonElement? BoundOf(string text) => text.Trim() is not { Length: > 0 } bound ? null
        : double.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? JsonSerializer.SerializeToElement(number)
            : JsonSerializer.SerializeToElement(bound);
}
