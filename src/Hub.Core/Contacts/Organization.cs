using System.Text.Json;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Contacts;

/// <summary>A company, club or office that contacts belong to.</summary>
public sealed record Organization : Document<Organization>, IDocument<Organization>
{
    /// <summary>Unique.</summary>
    public required string Name { get; init; }

    /// <summary>Free text by agents.</summary>
    public string? Remark { get; init; }

    /// <summary>Custom fields by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>When made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Organization> Kind { get; } = new("organization", "org")
    {
        Fields = [Fields.Name],
        Indexes = [new([], Fields.Name)],
        Keys = static organization => [NameKey(organization.Name)],
    };

    /// <summary>The key a name is held under.</summary>
    public static UniqueKey NameKey(string name) => new("organization-name", FieldValue.Fold(name.Trim()));

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Name.</summary>
        public static Field<Organization> Name { get; } = new("name", FieldType.Text, static o => FieldValue.Of(o.Name));
    }
}
