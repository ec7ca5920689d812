using Hub.Core.Contacts;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>Merging contacts, taking that back, removing them, and all their tickets in one list.</summary>
public static class ContactMergeEndpoints
{
    public static void MapContactMerges(this IEndpointRouteBuilder api)
    {
        var contacts = api.MapGroup("/contacts/{id}").WithTags("Contacts");
        contacts.MapPost("/merge", MergeAsync).WithSummary("The contact continues as another one, which gets its addresses").Produces<ContactResponse>();
        contacts.MapPost("/unmerge", UndoAsync).WithSummary("Takes a merge back").Produces<ContactResponse>();
        contacts.MapGet("/tickets", TicketsAsync).WithSummary("All tickets of the contact and of those merged into it, newest activity first")
            .Produces<PageResponse<TicketResponse>>();
        contacts.MapDelete("", DeleteAsync).WithSummary("Removes a contact without tickets").Produces(204);
    }

    private static async Task<IResult> MergeAsync(string id, MergeBody body, MergeContacts merge, CancellationToken ct) =>
        ContactId.TryParse(id, out var contact) ? (await merge.HandleAsync(contact, body.Into, ct)).Changed(ContactResponse.Of) : Problem.NotFound();

    private static async Task<IResult> UndoAsync(string id, MergeContacts merge, CancellationToken ct) =>
        ContactId.TryParse(id, out var contact) ? (await merge.UndoAsync(contact, ct)).Changed(ContactResponse.Of) : Problem.NotFound();

    private static async Task<IResult> TicketsAsync(
        string id, HttpContext http, ContactTimeline timeline, TicketShapes shapes, CancellationToken ct, int? limit = null, string? cursor = null)
    {
        if (!ContactId.TryParse(id, out var contactId) || await timeline.FindAsync(contactId, ct) is not { } contact)
        {
            return Problem.NotFound();
        }
        var page = await timeline.OfContactAsync(contact, Paging.Of(limit, cursor), http.Access(), ct);
        return Results.Ok(await shapes.OfAsync(page, http.Access(), ct));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, DeleteContact delete, CancellationToken ct) =>
        ContactId.TryParse(id, out var contact) ? (await delete.HandleAsync(contact, http.Access(), ct)).Deleted() : Problem.NotFound();
}

/// <summary>Which contact stays.</summary>
public sealed record MergeBody(ContactId Into);
