using Hub.Core.Views;

namespace Hub.Storage.Sqlite.Connections;

/// <summary>A parameter: a text as it is stored, or a number when <see cref="Text"/> is null.</summary>
internal readonly record struct SqlValue(string? Text, long Number)
{
    /// <summary>The stored form of a value that is not none.</summary>
    public static SqlValue Of(FieldValue value) => new(value.Text, value.Number);

    /// <summary>The stored form of a field's value, none included.</summary>
    public static SqlValue Of(Field field, FieldValue value) => Of(field.SortKey(value));
}
