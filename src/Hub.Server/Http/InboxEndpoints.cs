using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/inboxes</c>: accounts of channels.</summary>
public static class InboxEndpoints
{
    public static void MapInboxes(this IEndpointRouteBuilder api)
    {
        var inboxes = api.MapGroup("/inboxes").WithTags("Inboxes");
        inboxes.MapGet("", ListAsync).WithSummary("The inboxes of queues the caller has any right on, by name").Produces<PageResponse<InboxResponse>>();
        inboxes.MapGet("/{id}", FindAsync).WithSummary("One inbox; secrets never come back").Produces<InboxResponse>();
        inboxes.MapPost("", CreateAsync).WithSummary("Sets up an inbox").Produces<InboxResponse>(201);
        inboxes.MapPatch("/{id}", ChangeAsync).WithSummary("Changes an inbox (merge patch); a password not named stays").Accepts<InboxDraft>("application/json", "application/merge-patch+json").Produces<InboxResponse>();
        inboxes.MapDelete("/{id}", DeleteAsync).WithSummary("Removes an inbox; its tickets stay").Produces(204);
        inboxes.MapPost("/{id}/test", TestAsync).WithSummary("Signs in to the inbox's servers and out again, part by part; a body is a merge patch that is tried without being stored").Accepts<InboxDraft>(isOptional: true, "application/json", "application/merge-patch+json").Produces<InboxTestResponse>();
    }

    private static async Task<IResult> ListAsync(HttpContext http, HubDirectory directory, InboxTroubles troubles, CancellationToken ct)
    {
        var (names, access) = (directory.Current, http.Access());
        var inboxes = names.Inboxes.Values.Where(inbox => access.CanSee(inbox.Queue)).OrderBy(static inbox => inbox.Name, StringComparer.Ordinal).ToList();
        var inTrouble = await troubles.FindAsync(inboxes.Select(static inbox => inbox.Id), ct);
        return Results.Ok(new PageResponse<InboxResponse>([.. inboxes.Select(inbox => InboxResponse.Of(inbox, names, inTrouble.GetValueOrDefault(inbox.Id)))], null));
    }

    private static async Task<IResult> FindAsync(string id, HttpContext http, HubDirectory directory, InboxTroubles troubles, CancellationToken ct) =>
        InboxId.TryParse(id, out var inboxId) && directory.Current.Inboxes.TryGetValue(inboxId, out var inbox) && http.Access().CanSee(inbox.Queue)
            ? Results.Ok(InboxResponse.Of(inbox, directory.Current, (await troubles.FindAsync([inboxId], ct)).GetValueOrDefault(inboxId)))
            : Problem.NotFound();

    private static async Task<IResult> CreateAsync(InboxDraft body, HttpContext http, CreateInbox create, HubDirectory directory, CancellationToken ct) =>
        (await create.HandleAsync(body, http.Access(), ct))
            .Created(static inbox => $"{ApiGroup.Prefix}/inboxes/{inbox.Id}", inbox => InboxResponse.Of(inbox, directory.Current));

    private static async Task<IResult> ChangeAsync(
        string id, JsonElement body, HttpContext http, ChangeInbox change, HubDirectory directory, CancellationToken ct) =>
        InboxId.TryParse(id, out var inboxId)
            ? (await change.HandleAsync(inboxId, draft => MergePatch.Apply(draft, body), http.Access(), ct))
                .Changed(inbox => InboxResponse.Of(inbox, directory.Current))
            : Problem.NotFound();

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, DeleteInbox delete, CancellationToken ct) =>
        InboxId.TryParse(id, out var inboxId) ? (await delete.HandleAsync(inboxId, http.Access(), ct)).Deleted() : Problem.NotFound();

    private static async Task<IResult> TestAsync(string id, JsonElement? body, HttpContext http, TestInbox test, CancellationToken ct) =>
        InboxId.TryParse(id, out var inboxId)
            ? await test.HandleAsync(inboxId, body is { } patch ? draft => MergePatch.Apply(draft, patch) : null, http.Access(), ct) switch
            {
                InboxTestOutcome.Tested { Report: var report } => Results.Ok(InboxTestResponse.Of(report)),
                InboxTestOutcome.Invalid invalid => Problem.Invalid(invalid.Field, invalid.Text),
                InboxTestOutcome.Forbidden => Problem.Forbidden("Only administrators may do that."),
                _ => Problem.NotFound(),
            }
            : Problem.NotFound();
}
