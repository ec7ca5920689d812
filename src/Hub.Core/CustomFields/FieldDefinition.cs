using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.CustomFields;

/// <summary>A custom field: what may stand in it, where it applies and when it is needed.</summary>
public sealed record FieldDefinition : Document<FieldDefinition>, IDocument<FieldDefinition>
{
    /// <summary>Before the name of a field in terms, views, searches and activities.</summary>
    public const string TermPrefix = "fields.";

    /// <summary>Key in <c>fields{}</c>: a letter, then letters, digits, '_' or '-'; unique in its scope whatever the case.</summary>
    public required string Name { get; init; }

    /// <summary>What people read.</summary>
    public required string Label { get; init; }

    /// <summary>What may stand in it.</summary>
    public required CustomFieldType Type { get; init; }

    /// <summary>What is described by it.</summary>
    public FieldScope Scope { get; init; }

    /// <summary>Values to choose from, in order; empty for other types.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Queues whose tickets have it; empty for all.</summary>
    public IReadOnlyList<QueueId> Queues { get; init; } = [];

    /// <summary>When it must have a value.</summary>
    public FieldRequirement Required { get; init; }

    /// <summary>Shown and needed only while this holds; null for always.</summary>
    public FieldCondition? When { get; init; }

    /// <summary>Place on the form, ascending.</summary>
    public int Position { get; init; }

    /// <summary>When made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<FieldDefinition> Kind { get; } = new("field", "fld")
    {
        Fields = [Fields.Position],
        Indexes = [new([], Fields.Position)],
        Keys = static field => [new UniqueKey("field-name", $"{field.Scope}/{FieldValue.Fold(field.Name)}")],
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Place on the form.</summary>
        public static Field<FieldDefinition> Position { get; } = new("position", FieldType.Number, static f => FieldValue.Of((long)f.Position));
    }
}

/// <summary>What may stand in a custom field.</summary>
public enum CustomFieldType
{
    /// <summary>Text, at most 2,000 characters.</summary>
    Text,
    /// <summary>A number.</summary>
    Number,
    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    Date,
    /// <summary>One of the choices.</summary>
    Choice,
    /// <summary>Any of the choices, as a list.</summary>
    MultiChoice,
    /// <summary>Yes or no.</summary>
    Checkbox,
}

/// <summary>What a custom field describes.</summary>
public enum FieldScope
{
    /// <summary>Tickets.</summary>
    Ticket,
    /// <summary>Contacts.</summary>
    Contact,
    /// <summary>Organizations.</summary>
    Organization,
}

/// <summary>When a custom field must have a value.</summary>
public enum FieldRequirement
{
    /// <summary>Never.</summary>
    Never,
    /// <summary>Before a ticket is closed.</summary>
    Close,
    /// <summary>From the start, when an agent or the API writes it.</summary>
    Always,
}

/// <summary>Another field holds one of these values.</summary>
/// <param name="Field">Name of the other field.</param>
/// <param name="In">Values, any case; a checkbox holds <c>true</c> or <c>false</c>.</param>
public sealed record FieldCondition(string Field, IReadOnlyList<string> In);
