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
        Fields = [Fields.Name, Fields.CreatedAt],
        Indexes = [new([], Fields.Name), new([], Fields.CreatedAt)],
        Keys = static contact => contact.Identities.Select(static identity => identity.ToKey()),
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Name.</summary>
        public static Field<Contact> Name { get; } = new("name", FieldType.Text, static c => FieldValue.Of(c.Name));

        /// <summary>First seen.</summary>
        public static Field<Contact> CreatedAt { get; } = new("created", FieldType.Instant, static c => FieldValue.Of(c.CreatedAt));
    }
}

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
