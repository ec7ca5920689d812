using System.Text.Json;
using Hub.Core.CustomFields;
using Hub.Core.Settings;

namespace Hub.Core.Contacts;

/// <summary>An organization as agents write it.</summary>
public sealed record OrganizationDraft
{
    private const int LongestName = 200;

    /// <summary>Unique name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Free text by agents or null.</summary>
    public string? Remark { get; init; }

    /// <summary>Custom fields by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The organization as it is.</summary>
    public static OrganizationDraft Of(Organization organization) =>
        new() { Name = organization.Name, Remark = organization.Remark, Fields = organization.CustomFields };

    /// <summary>The organization with the draft's values, or what is wrong with them.</summary>
    internal SettingOutcome<Organization> ApplyTo(Organization organization, IReadOnlyList<FieldDefinition> definitions)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            return new SettingOutcome<Organization>.Invalid("name", $"An organization needs a name of at most {LongestName} characters.");
        }
        var fields = FieldRules.Merge(new Dictionary<string, JsonElement>(), Fields);
        if ((FieldRules.Check(definitions, FieldScope.Organization, null, fields)
            ?? FieldRules.Missing(definitions, FieldScope.Organization, null, fields, isClosing: false)) is { } problem)
        {
            return new SettingOutcome<Organization>.Invalid(FieldDefinition.TermPrefix + problem.Name, problem.Text);
        }
        return new SettingOutcome<Organization>.Done(organization with { Name = Name.Trim(), Remark = Remark, CustomFields = fields });
    }
}
