using System.Globalization;
using System.Text.Json;

namespace Hub.Core.CustomFields;

/// <summary>What is wrong with a custom field's value.</summary>
/// <param name="Name">The field.</param>
/// <param name="Text">A sentence.</param>
public sealed record FieldProblem(string Name, string Text);

/// <summary>Pure rules of custom fields. Names that nobody defined are free: any scalar or list of scalars.</summary>
public static class FieldRules
{
    private const int LongestText = 2000;
    private const int MostFields = 100;

    /// <summary>The fields that a ticket of a queue has, in the order of the form; conditions not yet looked at.</summary>
    public static IEnumerable<FieldDefinition> Of(IEnumerable<FieldDefinition> all, FieldScope scope, QueueId? queue = null) =>
        all.Where(field => field.Scope == scope && (queue is not { } id || field.Queues.Count == 0 || field.Queues.Contains(id)));

    /// <summary>Whether a field's condition holds.</summary>
    public static bool Applies(FieldDefinition field, IReadOnlyDictionary<string, JsonElement> values) => field.When is not { } when
        || (values.TryGetValue(when.Field, out var value) && TextsOf(value).Any(text => when.In.Contains(text, StringComparer.OrdinalIgnoreCase)));

    /// <summary>The first value that does not fit its field; null when all do.</summary>
    /// <param name="all">Every definition.</param>
    /// <param name="scope">What is described.</param>
    /// <param name="queue">Queue of the ticket; null for contacts and organizations.</param>
    /// <param name="values">Values to be set; a JSON null clears and always fits.</param>
    public static FieldProblem? Check(
        IReadOnlyList<FieldDefinition> all, FieldScope scope, QueueId? queue, IReadOnlyDictionary<string, JsonElement> values)
    {
        if (values.Count > MostFields)
        {
            return new FieldProblem(values.Keys.First(), $"At most {MostFields} fields.");
        }
        foreach (var (name, value) in values)
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }
            var field = all.FirstOrDefault(known => known.Scope == scope && known.Name == name);
            var problem = field is null ? CheckFree(value)
                : queue is { } id && field.Queues.Count > 0 && !field.Queues.Contains(id) ? "The field is not used in this queue."
                : CheckTyped(field, value);
            if (problem is not null)
            {
                return new FieldProblem(name, problem);
            }
        }
        return null;
    }

    /// <summary>The first field that must have a value and has none; null when nothing is missing.</summary>
    public static FieldProblem? Missing(
        IReadOnlyList<FieldDefinition> all, FieldScope scope, QueueId? queue, IReadOnlyDictionary<string, JsonElement> values, bool isClosing) =>
        Of(all, scope, queue)
            .Where(field => field.Required == FieldRequirement.Always || (isClosing && field.Required == FieldRequirement.Close))
            .Where(field => Applies(field, values) && !HasValue(values, field.Name))
            .Select(field => new FieldProblem(field.Name, isClosing
                ? $"'{field.Label}' is needed before the ticket is closed."
                : $"'{field.Label}' is needed."))
            .FirstOrDefault();

    /// <summary>The values with others put over them; a JSON null takes one out.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Merge(
        IReadOnlyDictionary<string, JsonElement> values, IReadOnlyDictionary<string, JsonElement> changes) =>
        values.Where(pair => !changes.ContainsKey(pair.Key))
            .Concat(changes.Where(static pair => pair.Value.ValueKind != JsonValueKind.Null)).ToDictionary();

    private static bool HasValue(IReadOnlyDictionary<string, JsonElement> values, string name) =>
        values.TryGetValue(name, out var value) && TextsOf(value).Any(static text => text.Length > 0);

    private static IEnumerable<string> TextsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        _ => [value.ToString()],
    };

    private static string? CheckFree(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "A text, number, yes or no, or a list of those.",
        JsonValueKind.Array when value.EnumerateArray().Any(static item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array) =>
            "A list holds texts, numbers, yes or no.",
        _ => value.GetRawText().Length <= LongestText ? null : $"At most {LongestText} characters.",
    };

    private static string? CheckTyped(FieldDefinition field, JsonElement value) => field.Type switch
    {
        CustomFieldType.Text => value.ValueKind == JsonValueKind.String && value.GetString()!.Length <= LongestText
            ? null : $"A text of at most {LongestText} characters.",
        CustomFieldType.Number => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()) ? null : "A number.",
        CustomFieldType.Date => value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null : "A day as yyyy-MM-dd.",
        CustomFieldType.Choice => IsChoice(field, value) ? null : $"One of {string.Join(", ", field.Choices)}.",
        CustomFieldType.MultiChoice => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => IsChoice(field, item))
            ? null : $"A list of {string.Join(", ", field.Choices)}.",
        CustomFieldType.Checkbox => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "true or false.",
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private static bool IsChoice(FieldDefinition field, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && field.Choices.Contains(value.GetString()!, StringComparer.Ordinal);
}
