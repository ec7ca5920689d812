using System.Text.Json;

namespace Hub.Core.Tickets.Conditions;

/// <summary>A condition on tickets as people and clients write it: one of <see cref="All"/>, <see cref="Any"/>, <see cref="Not"/>, or a
/// <see cref="Field"/> with what it must hold. Empty means every ticket.</summary>
public sealed record TicketCondition
{
    /// <summary>All of these hold.</summary>
    public IReadOnlyList<TicketCondition>? All { get; init; }

    /// <summary>At least one of these holds.</summary>
    public IReadOnlyList<TicketCondition>? Any { get; init; }

    /// <summary>This does not hold.</summary>
    public TicketCondition? Not { get; init; }

    /// <summary>Name of a field, see <see cref="ConditionFields"/>; <c>fields.NAME</c> for a custom one.</summary>
    public string? Field { get; init; }

    /// <summary>The value it holds; <c>me</c> and <c>none</c> for people.</summary>
    public JsonElement? Is { get; init; }

    /// <summary>It holds one of these values.</summary>
    public IReadOnlyList<JsonElement>? In { get; init; }

    /// <summary>It is not lower than this: a number or an instant.</summary>
    public JsonElement? From { get; init; }

    /// <summary>It is lower than this: a number or an instant.</summary>
    public JsonElement? To { get; init; }

    /// <summary>True: it has no value; false: it has one.</summary>
    public bool? Missing { get; init; }

    /// <summary>An instant that lies further back than this: <c>4h</c>, <c>2d</c>, or ISO 8601 (<c>PT4H</c>).</summary>
    public string? OlderThan { get; init; }

    /// <summary>An instant that does not lie further back than this.</summary>
    public string? YoungerThan { get; init; }

    /// <summary>A field that holds one of some texts.</summary>
    public static TicketCondition Of(string field, params IEnumerable<string> values) =>
        new() { Field = field, In = [.. values.Select(static value => JsonSerializer.SerializeToElement(value))] };

    /// <summary>All of some conditions.</summary>
    public static TicketCondition AllOf(params IEnumerable<TicketCondition> parts) => new() { All = [.. parts] };
}

/// <summary>What is wrong with a condition.</summary>
/// <param name="Field">The field it is about, or <c>filter</c>.</param>
/// <param name="Text">A sentence.</param>
public sealed record ConditionProblem(string Field, string Text);
