using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Statuses;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/statuses</c>: names and the base state each maps to.</summary>
public static class StatusEndpoints
{
    public static void MapStatuses(this IEndpointRouteBuilder api)
    {
        var statuses = api.MapGroup("/statuses").WithTags("Statuses");
        statuses.MapGet("", static (HubDirectory directory) => Results.Ok(new PageResponse<StatusResponse>(
            [.. directory.Current.AllStatuses.Select(StatusResponse.Of)], null)))
            .WithSummary("The base states' own statuses, then those of this installation by name").Produces<PageResponse<StatusResponse>>();
        statuses.MapGet("/{id}", Find).WithSummary("One status").Produces<StatusResponse>();
        statuses.MapPost("", CreateAsync).WithSummary("Adds a status").Produces<StatusResponse>(201);
        statuses.MapPatch("/{id}", ChangeAsync).WithSummary("Changes a status (merge patch)")
            .Accepts<StatusDraft>("application/json", "application/merge-patch+json").Produces<StatusResponse>();
        statuses.MapDelete("/{id}", DeleteAsync).WithSummary("Removes a status; tickets keep it until it is changed").Produces(204);
    }

    private static IResult Find(string id, HubDirectory directory) =>
        directory.Current.AllStatuses.FirstOrDefault(status => status.Id == id) is { } found ? Results.Ok(StatusResponse.Of(found)) : Problem.NotFound();

    private static async Task<IResult> CreateAsync(StatusDraft body, HttpContext http, CreateStatus create, CancellationToken ct) =>
        (await create.HandleAsync(body, http.Access(), ct)).Created(static status => $"{ApiGroup.Prefix}/statuses/{status.Id}", StatusResponse.Of);

    private static async Task<IResult> ChangeAsync(string id, JsonElement body, HttpContext http, ChangeStatus change, CancellationToken ct) =>
        DocId<Status>.TryParse(id, out var statusId)
            ? (await change.HandleAsync(statusId, draft => MergePatch.Apply(draft, body), http.Access(), ct)).Changed(StatusResponse.Of)
            : Problem.NotFound();

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, DeleteStatus delete, CancellationToken ct) =>
        DocId<Status>.TryParse(id, out var statusId) ? (await delete.HandleAsync(statusId, http.Access(), ct)).Deleted() : Problem.NotFound();
}

/// <summary>A status and its base state; <c>returns</c> says whether a pending one opens by itself when its time has come.</summary>
public sealed record StatusResponse(string Id, string Name, TicketState State, bool Returns)
{
    public static StatusResponse Of(TicketStatus status) => new(status.Id, status.Name, status.State, status.Returns);

    public static StatusResponse Of(Status status) => new(status.Id.Value, status.Name, status.State, status.Returns);
}
