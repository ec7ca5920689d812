using System.Text.Json;
using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/organizations</c>.</summary>
public static class OrganizationEndpoints
{
    public static void MapOrganizations(this IEndpointRouteBuilder api)
    {
        var organizations = api.MapGroup("/organizations").WithTags("Contacts");
        organizations.MapGet("", ListAsync).WithSummary("Organizations by name; q is the beginning of a name").Produces<PageResponse<OrganizationResponse>>();
        organizations.MapGet("/{id}", FindAsync).WithSummary("One organization").Produces<OrganizationResponse>();
        organizations.MapGet("/{id}/contacts", ContactsAsync).WithSummary("Its contacts by name").Produces<PageResponse<ContactResponse>>();
        organizations.MapGet("/{id}/tickets", TicketsAsync).WithSummary("All tickets of its contacts, newest activity first").Produces<PageResponse<TicketResponse>>();
        organizations.MapPost("", CreateAsync).WithSummary("Adds an organization").Produces<OrganizationResponse>(201);
        organizations.MapPatch("/{id}", ChangeAsync).WithSummary("Changes an organization (merge patch)")
            .Accepts<OrganizationDraft>("application/json", "application/merge-patch+json").Produces<OrganizationResponse>();
        organizations.MapDelete("/{id}", DeleteAsync).WithSummary("Removes an organization without contacts").Produces(204);
    }

    private static async Task<IResult> ListAsync(FindOrganizations find, CancellationToken ct, string? q = null, int? limit = null, string? cursor = null) =>
        Results.Ok((await find.HandleAsync(q, Paging.Of(limit, cursor), ct)).To(OrganizationResponse.Of));

    private static async Task<IResult> FindAsync(string id, IHubStore store, CancellationToken ct) =>
        await OfAsync(id, store, ct) is { } organization ? Results.Ok(OrganizationResponse.Of(organization)) : Problem.NotFound();

    private static async Task<IResult> ContactsAsync(
        string id, IHubStore store, FindOrganizations find, CancellationToken ct, int? limit = null, string? cursor = null) =>
        await OfAsync(id, store, ct) is { } organization
            ? Results.Ok((await find.ContactsAsync(organization, Paging.Of(limit, cursor), ct)).To(ContactResponse.Of))
            : Problem.NotFound();

    private static async Task<IResult> TicketsAsync(
        string id, HttpContext http, IHubStore store, ContactTimeline timeline, TicketShapes shapes, CancellationToken ct, int? limit = null, string? cursor = null)
    {
        if (await OfAsync(id, store, ct) is not { } organization)
        {
            return Problem.NotFound();
        }
        var page = await timeline.OfOrganizationAsync(organization, Paging.Of(limit, cursor), http.Access(), ct);
        return Results.Ok(await shapes.OfAsync(page, http.Access(), ct));
    }

    private static async Task<IResult> CreateAsync(OrganizationDraft body, SaveOrganization save, CancellationToken ct) =>
        (await save.CreateAsync(body, ct)).Created(static organization => $"{ApiGroup.Prefix}/organizations/{organization.Id}", OrganizationResponse.Of);

    private static async Task<IResult> ChangeAsync(string id, JsonElement body, SaveOrganization save, CancellationToken ct) =>
        DocId<Organization>.TryParse(id, out var organization)
            ? (await save.ChangeAsync(organization, draft => MergePatch.Apply(draft, body), ct)).Changed(OrganizationResponse.Of)
            : Problem.NotFound();

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, SaveOrganization save, CancellationToken ct) =>
        DocId<Organization>.TryParse(id, out var organization)
            ? (await save.DeleteAsync(organization, http.Access(), ct)).Deleted()
            : Problem.NotFound();

    private static async ValueTask<Organization?> OfAsync(string id, IHubStore store, CancellationToken ct) =>
        DocId<Organization>.TryParse(id, out var organization) ? await store.FindAsync(organization, ct) : null;
}

/// <summary>An organization.</summary>
public sealed record OrganizationResponse(
    string Id, string Name, string? Remark, IReadOnlyDictionary<string, JsonElement> Fields, long Version, DateTimeOffset CreatedAt)
{
    public static OrganizationResponse Of(Organization organization) => new(
        organization.Id.Value, organization.Name, organization.Remark, organization.CustomFields, organization.Version, organization.CreatedAt);
}
