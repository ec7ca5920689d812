using Hub.Core.Contacts;

namespace Hub.Server.Http.Shapes;

/// <summary>A contact with every identity it is recognised by.</summary>
public sealed record ContactResponse(
    string Id, string Name, string? Email, string? Phone, IReadOnlyList<string> Emails, IReadOnlyList<string> Phones,
    IReadOnlyList<ContactIdentity> Identities, string? Language, string? Company, string? Remark, string? Organization,
    IReadOnlyDictionary<string, System.Text.Json.JsonElement> Fields, string? MergedInto, IReadOnlyList<string> MergedFrom, long Version, DateTimeOffset CreatedAt)
{
    /// <summary>Its addresses that get no automatic mail; null in lists, which do not look.</summary>
    public IReadOnlyList<UndeliverableResponse>? Undeliverable { get; init; }

    public static ContactResponse Of(Contact contact)
    {
        var draft = ContactDraft.Of(contact);
        return new(contact.Id.Value, contact.Name, contact.Email, contact.Phone, draft.Emails, draft.Phones, contact.Identities,
            contact.Language, contact.Company, contact.Remark, contact.Organization?.Value, contact.CustomFields,
            contact.MergedInto?.Value, [.. contact.MergedFrom.Select(static from => from.Contact.Value)], contact.Version, contact.CreatedAt);
    }
}
