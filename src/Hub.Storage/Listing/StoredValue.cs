using Hub.Core.Views;

namespace Hub.Storage.Listing;

/// <summary>A value as engines store and compare it: a text, or a number when <see cref="Text"/> is null.</summary>
internal readonly record struct StoredValue(string? Text, long Number)
{
    /// <summary>The stored form of a value that is not none.</summary>
    public static StoredValue Of(FieldValue value) => new(value.Text, value.Number);

    /// <summary>The stored form of a field's value, none included.</summary>
    public static StoredValue Of(Field field, FieldValue value) => Of(field.SortKey(value));
}
