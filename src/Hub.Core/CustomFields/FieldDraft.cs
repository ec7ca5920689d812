using Hub.Core.Agents;
using Hub.Core.Settings;

namespace Hub.Core.CustomFields;

/// <summary>A custom field as administrators write it.</summary>
public sealed record FieldDraft
{
    private const int LongestName = 40;
    private const int LongestText = 100;
    private const int MostChoices = 200;

    /// <summary>Key in <c>fields{}</c>; cannot change once values stand under it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What people read; empty takes the name.</summary>
    public string Label { get; init; } = "";

    /// <summary>What may stand in it.</summary>
    public CustomFieldType Type { get; init; }

    /// <summary>What is described by it.</summary>
    public FieldScope Scope { get; init; }

    /// <summary>Values to choose from.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Queues whose tickets have it; empty for all.</summary>
    public IReadOnlyList<QueueId> Queues { get; init; } = [];

    /// <summary>When it must have a value.</summary>
    public FieldRequirement Required { get; init; }

    /// <summary>Shown and needed only while this holds.</summary>
    public FieldCondition? When { get; init; }

    /// <summary>Place on the form.</summary>
    public int Position { get; init; }

    /// <summary>The field as it is.</summary>
    public static FieldDraft Of(FieldDefinition field) => new()
    {
        Name = field.Name,
        Label = field.Label,
        Type = field.Type,
        Scope = field.Scope,
        Choices = field.Choices,
        Queues = field.Queues,
        Required = field.Required,
        When = field.When,
        Position = field.Position,
    };

    /// <summary>The field with the draft's values, or what is wrong with them.</summary>
    internal SettingOutcome<FieldDefinition> ApplyTo(FieldDefinition field, DirectorySnapshot names) =>
        Check(field, names) ?? (SettingOutcome<FieldDefinition>)new SettingOutcome<FieldDefinition>.Done(field with
        {
            Name = Name,
            Label = string.IsNullOrWhiteSpace(Label) ? Name : Label.Trim(),
            Type = Type,
            Scope = Scope,
            Choices = HasChoices ? [.. Choices.Select(static choice => choice.Trim())] : [],
            Queues = Scope == FieldScope.Ticket ? Queues : [],
            Required = Required,
            When = When,
            Position = Position,
        });

    private bool HasChoices => Type is CustomFieldType.Choice or CustomFieldType.MultiChoice;

    private SettingOutcome<FieldDefinition>.Invalid? Check(FieldDefinition field, DirectorySnapshot names)
    {
        if (Name.Length is 0 or > LongestName || !char.IsAsciiLetter(Name[0])
            || Name.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')))
        {
            return new("name", $"A letter, then letters, digits, '_' or '-'; at most {LongestName}.");
        }
        if (field.Version > 0 && (Name != field.Name || Type != field.Type || Scope != field.Scope))
        {
            return new("name", "Name, type and scope stay as they were made: values stand under them.");
        }
        if (Label.Length > LongestText)
        {
            return new("label", $"At most {LongestText} characters.");
        }
        var choices = Choices.Select(static choice => choice.Trim()).ToList();
        if (HasChoices && (choices.Count is 0 or > MostChoices || choices.Any(static choice => choice.Length is 0 or > LongestText)
            || choices.Distinct(StringComparer.OrdinalIgnoreCase).Count() < choices.Count))
        {
            return new("choices", $"1 to {MostChoices} different choices of 1 to {LongestText} characters.");
        }
        if (Queues.Any(queue => !names.Queues.ContainsKey(queue)))
        {
            return new("queues", "There is no such queue.");
        }
        if (When is { } when && (when.In is not { Count: > 0 } || when.Field == Name || !names.Fields.Any(other => other.Name == when.Field && other.Scope == Scope)))
        {
            return new("when", "Another field of the same scope, and at least one of its values.");
        }
        return null;
    }
}
