using System.Text.Json;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Contacts;

/// <summary>A person we know, by any number of identities.</summary>
public sealed record Contact : Document<Contact>, IDocument<Contact>
{
    /// <summary>Display name; an address or "Visitor 4711" until known.</summary>
    public required string Name { get; init; }

    /// <summary>Addresses, numbers and visitor ids; each held by one contact only.</summary>
    public IReadOnlyList<ContactIdentity> Identities { get; init; } = [];

    /// <summary>Language tag such as <c>de</c>; null when unknown.</summary>
    public string? Language { get; init; }

    /// <summary>Company; null when unknown.</summary>
    public string? Company { get; init; }

    /// <summary>The organization it belongs to; null for none.</summary>
    public DocId<Organization>? Organization { get; init; }

    /// <summary>Custom fields by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The contact that it continues as; null unless merged.</summary>
    public ContactId? MergedInto { get; init; }

    /// <summary>Contacts that continue as this one, with the identities they brought.</summary>
    public IReadOnlyList<MergedContact> MergedFrom { get; init; } = [];

    /// <summary>Free text by agents; never shown to the contact.</summary>
    public string? Remark { get; init; }

    /// <summary>When first seen.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The first e-mail address, or null.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Email => Identities.FirstOrDefault(static i => i.Kind == IdentityKind.Email)?.Value;

    /// <summary>The first phone number, or null.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Phone => Identities.FirstOrDefault(static i => i.Kind == IdentityKind.Phone)?.Value;

    /// <inheritdoc/>
    public static DocumentKind<Contact> Kind { get; } = new("contact", "con")
    {
        Fields = [Fields.Name, Fields.CreatedAt, Fields.Organization, Fields.IsMerged],
        Indexes = [new([Fields.IsMerged], Fields.Name), new([Fields.IsMerged], Fields.CreatedAt), new([Fields.Organization], Fields.Name)],
        Keys = static contact => contact.Identities.Select(static identity => identity.ToKey()),
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Name.</summary>
        public static Field<Contact> Name { get; } = new("name", FieldType.Text, static c => FieldValue.Of(c.Name));

        /// <summary>Organization id.</summary>
        public static Field<Contact> Organization { get; } =
            new("organization", FieldType.Text, static c => FieldValue.Of(c.Organization?.Value));

        /// <summary>Whether it continues as another contact.</summary>
        public static Field<Contact> IsMerged { get; } = new("merged", FieldType.Flag, static c => FieldValue.Of(c.MergedInto is not null));

        /// <summary>First seen.</summary>
        public static Field<Contact> CreatedAt { get; } = new("created", FieldType.Instant, static c => FieldValue.Of(c.CreatedAt));
    }
}

/// <summary>A contact that continues as another one.</summary>
/// <param name="Contact">Which.</param>
/// <param name="Identities">What it was recognised by.</param>
public sealed record MergedContact(ContactId Contact, IReadOnlyList<ContactIdentity> Identities);

/// <summary>One way to recognise a contact.</summary>
/// <param name="Kind">What the value is.</param>
/// <param name="Value">Normalised by <see cref="Normalise"/>.</param>
public sealed record ContactIdentity(IdentityKind Kind, string Value)
{
    /// <summary>The key under which one contact holds it.</summary>
    public UniqueKey ToKey() => new("contact-identity", $"{Kind}:{Value}");

    /// <summary>Folds e-mail addresses, strips phone numbers to digits and a leading '+', leaves others; null when nothing is left.</summary>
    public static ContactIdentity? Normalise(IdentityKind kind, string? value)
    {
        var text = value?.Trim() ?? "";
        text = kind switch
        {
            IdentityKind.Email => text.Contains('@', StringComparison.Ordinal) ? FieldValue.Fold(text) : "",
            IdentityKind.Phone => (text.StartsWith('+') ? "+" : "") + string.Concat(text.Where(char.IsAsciiDigit)),
            IdentityKind.Visitor or IdentityKind.External => text,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return text.Length is 0 or > 320 || text == "+" ? null : new ContactIdentity(kind, text);
    }
}

/// <summary>What an identity's value is.</summary>
public enum IdentityKind
{
    /// <summary>E-mail address.</summary>
    Email,
    /// <summary>Phone number, E.164 where known.</summary>
    Phone,
    /// <summary>Widget session.</summary>
    Visitor,
    /// <summary>Id of an outside system, <c>inbox/id</c>.</summary>
    External,
}
