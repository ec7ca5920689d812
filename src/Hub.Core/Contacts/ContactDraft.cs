using System.Text.Json;
using Hub.Core.CustomFields;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Contacts;

/// <summary>A contact as agents write it. Identities other than addresses and numbers are not edited.</summary>
public sealed record ContactDraft
{
    private const int LongestName = 200;

    /// <summary>Display name; empty takes the first address or number.</summary>
    public string Name { get; init; } = "";

    /// <summary>E-mail addresses, the first is the one shown.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>Phone numbers, the first is the one shown.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];

    /// <summary>Language tag or null.</summary>
    public string? Language { get; init; }

    /// <summary>Company or null.</summary>
    public string? Company { get; init; }

    /// <summary>Free text by agents or null.</summary>
    public string? Remark { get; init; }

    /// <summary>The organization it belongs to, or null.</summary>
    public DocId<Organization>? Organization { get; init; }

    /// <summary>Custom fields by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The contact as it is.</summary>
    public static ContactDraft Of(Contact contact) => new()
    {
        Name = contact.Name,
        Emails = ValuesOf(contact, IdentityKind.Email),
        Phones = ValuesOf(contact, IdentityKind.Phone),
        Language = contact.Language,
        Company = contact.Company,
        Remark = contact.Remark,
        Organization = contact.Organization,
        Fields = contact.CustomFields,
    };

    /// <summary>The contact with the draft's values, or what is wrong with them.</summary>
    internal SettingOutcome<Contact> ApplyTo(Contact contact, IReadOnlyList<FieldDefinition> definitions)
    {
        var fields = FieldRules.Merge(new Dictionary<string, JsonElement>(), Fields);
        if ((FieldRules.Check(definitions, FieldScope.Contact, null, fields)
            ?? FieldRules.Missing(definitions, FieldScope.Contact, null, fields, isClosing: false)) is { } problem)
        {
            return new SettingOutcome<Contact>.Invalid(FieldDefinition.TermPrefix + problem.Name, problem.Text);
        }
        if (contact.MergedInto is not null)
        {
            return new SettingOutcome<Contact>.InUse("The contact continues as another one.");
        }
        var identities = new List<ContactIdentity>();
        foreach (var (kind, value, field) in Emails.Select(static e => (IdentityKind.Email, e, "emails"))
            .Concat(Phones.Select(static p => (IdentityKind.Phone, p, "phones"))))
        {
            if (ContactIdentity.Normalise(kind, value) is not { } identity)
            {
                return new SettingOutcome<Contact>.Invalid(field, $"'{value}' is not one.");
            }
            identities.Add(identity);
        }
        var name = string.IsNullOrWhiteSpace(Name) ? identities.FirstOrDefault()?.Value : Name.Trim();
        if (name is null || name.Length > LongestName)
        {
            return new SettingOutcome<Contact>.Invalid("name", $"A contact needs a name of at most {LongestName} characters, an address or a number.");
        }
        var others = contact.Identities.Where(static identity => identity.Kind is not (IdentityKind.Email or IdentityKind.Phone));
        List<ContactIdentity> all = [.. identities.Distinct(), .. others];
        return new SettingOutcome<Contact>.Done(contact with
        {
            Name = name,
            Identities = all.SequenceEqual(contact.Identities) ? contact.Identities : all,
            Language = Language,
            Company = Company,
            Remark = Remark,
            Organization = Organization,
            CustomFields = fields,
        });
    }

    private static IReadOnlyList<string> ValuesOf(Contact contact, IdentityKind kind) =>
        [.. contact.Identities.Where(identity => identity.Kind == kind).Select(static identity => identity.Value)];
}
