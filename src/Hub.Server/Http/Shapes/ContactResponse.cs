using Hub.Core.Contacts;

namespace Hub.Server.Http.Shapes;

/// <summary>A contact with every identity it is recognised by.</summary>
public sealed record ContactResponse(
    string Id, string Name, string? Email, string? Phone, IReadOnlyList<string> Emails, IReadOnlyList<string> Phones,
    IReadOnlyList<ContactIdentity> Identities, string? Language, string? Company, string? Remark, long Version, DateTimeOffset CreatedAt)
{
    public static ContactResponse Of(Contact contact)
    {
        var draft = ContactDraft.Of(contact);
        return new(contact.Id.Value, contact.Name, contact.Email, contact.Phone, draft.Emails, draft.Phones, contact.Identities,
            contact.Language, contact.Company, contact.Remark, contact.Version, contact.CreatedAt);
    }
}
