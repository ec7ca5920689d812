using System.Text.Json;
using Hub.Core.AutomaticMails;
using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/contacts</c>.</summary>
public static class ContactEndpoints
{
    private static readonly Dictionary<string, Field<Contact>> Sorts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = Contact.Fields.Name,
        ["createdAt"] = Contact.Fields.CreatedAt,
    };

    public static void MapContacts(this IEndpointRouteBuilder api)
    {
        var contacts = api.MapGroup("/contacts").WithTags("Contacts");
        contacts.MapGet("", ListAsync).WithSummary("Contacts by name; q is the beginning of a name, an address or a number").Produces<PageResponse<ContactResponse>>();
        contacts.MapGet("/{id}", FindAsync).WithSummary("One contact").Produces<ContactResponse>();
        contacts.MapPost("", CreateAsync).WithSummary("Adds a contact").Produces<ContactResponse>(201);
        contacts.MapPatch("/{id}", ChangeAsync).WithSummary("Changes a contact (merge patch)").Accepts<ContactBody>("application/json", "application/merge-patch+json").Produces<ContactResponse>();
    }

    private static async Task<IResult> ListAsync(FindContacts find, CancellationToken ct, string? q = null, string? sort = null, int? limit = null, string? cursor = null) =>
        Sorts.TryGetValue(sort?.TrimStart('-') ?? "name", out var field)
            ? Results.Ok((await find.HandleAsync(q, field, sort?.StartsWith('-') == true, Paging.Of(limit, cursor), ct)).To(ContactResponse.Of))
            : Problem.Invalid("sort", $"One of {string.Join(", ", Sorts.Keys)}, with '-' for descending.");

    private static async Task<IResult> FindAsync(string id, IHubStore store, UndeliverableAddresses undeliverable, CancellationToken ct) =>
        ContactId.TryParse(id, out var contactId) && await store.FindAsync(contactId, ct) is { } contact
            ? Results.Ok(ContactResponse.Of(contact) with { Undeliverable = [.. (await undeliverable.OfAsync(contact, ct)).Select(UndeliverableResponse.Of)] })
            : Problem.NotFound();

    private static async Task<IResult> CreateAsync(ContactBody body, CreateContact create, CancellationToken ct) =>
        (await create.HandleAsync(body.ToDraft(new ContactDraft()), ct))
            .Created(static contact => $"{ApiGroup.Prefix}/contacts/{contact.Id}", ContactResponse.Of);

    private static async Task<IResult> ChangeAsync(string id, JsonElement body, ChangeContact change, CancellationToken ct) =>
        ContactId.TryParse(id, out var contactId)
            ? (await change.HandleAsync(contactId, draft => MergePatch.Apply(ContactBody.Of(draft), body).ToDraft(draft), ct)).Changed(ContactResponse.Of)
            : Problem.NotFound();
}

/// <summary>A contact as it is written: <c>email</c> and <c>phone</c> are short for a list of one, or replace the first.</summary>
public sealed record ContactBody
{
    public string Name { get; init; } = "";

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public IReadOnlyList<string> Emails { get; init; } = [];

    public IReadOnlyList<string> Phones { get; init; } = [];

    public string? Language { get; init; }

    public string? Company { get; init; }

    public string? Remark { get; init; }

    public DocId<Organization>? Organization { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Fields { get; init; } = new Dictionary<string, JsonElement>();

    public static ContactBody Of(ContactDraft draft) => new()
    {
        Name = draft.Name,
        Emails = draft.Emails,
        Phones = draft.Phones,
        Language = draft.Language,
        Company = draft.Company,
        Remark = draft.Remark,
        Organization = draft.Organization,
        Fields = draft.Fields,
    };

    public ContactDraft ToDraft(ContactDraft draft) => draft with
    {
        Name = Name,
        Emails = Email is null ? Emails : [Email, .. Emails.Skip(1)],
        Phones = Phone is null ? Phones : [Phone, .. Phones.Skip(1)],
        Language = Language,
        Company = Company,
        Remark = Remark,
        Organization = Organization,
        Fields = Fields,
    };
}
