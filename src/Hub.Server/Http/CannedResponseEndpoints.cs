using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Automation;
using Hub.Core.Storage;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/canned-responses</c>.</summary>
public static class CannedResponseEndpoints
{
    public static void MapCannedResponses(this IEndpointRouteBuilder api)
    {
        var canned = api.MapGroup("/canned-responses").WithTags("Canned responses");
        canned.MapGet("", static (HubDirectory directory) => Results.Ok(new PageResponse<CannedResponseResponse>(
            [.. directory.Current.CannedResponses.Select(CannedResponseResponse.Of)], null)))
            .WithSummary("All canned responses, by shortcut").Produces<PageResponse<CannedResponseResponse>>();
        canned.MapGet("/{id}", Find).WithSummary("One canned response").Produces<CannedResponseResponse>();
        canned.MapPost("", CreateAsync).WithSummary("Adds a canned response").Produces<CannedResponseResponse>(201);
        canned.MapPatch("/{id}", ChangeAsync).WithSummary("Changes a canned response (merge patch)").Accepts<CannedResponseDraft>("application/json", "application/merge-patch+json").Produces<CannedResponseResponse>();
        canned.MapDelete("/{id}", DeleteAsync).WithSummary("Removes a canned response").Produces(204);
    }

    private static IResult Find(string id, HubDirectory directory) =>
        directory.Current.CannedResponses.FirstOrDefault(canned => canned.Id.Value == id) is { } canned
            ? Results.Ok(CannedResponseResponse.Of(canned))
            : Problem.NotFound();

    private static async Task<IResult> CreateAsync(CannedResponseDraft body, HttpContext http, CreateCannedResponse create, CancellationToken ct) =>
        (await create.HandleAsync(body, http.Access(), ct))
            .Created(static canned => $"{ApiGroup.Prefix}/canned-responses/{canned.Id}", CannedResponseResponse.Of);

    private static async Task<IResult> ChangeAsync(string id, JsonElement body, HttpContext http, ChangeCannedResponse change, CancellationToken ct) =>
        DocId<CannedResponse>.TryParse(id, out var cannedId)
            ? (await change.HandleAsync(cannedId, draft => MergePatch.Apply(draft, body), http.Access(), ct)).Changed(CannedResponseResponse.Of)
            : Problem.NotFound();

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, DeleteCannedResponse delete, CancellationToken ct) =>
        DocId<CannedResponse>.TryParse(id, out var cannedId)
            ? (await delete.HandleAsync(cannedId, http.Access(), ct)).Deleted()
            : Problem.NotFound();
}
