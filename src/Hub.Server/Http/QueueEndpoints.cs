using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Queues;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/queues</c>.</summary>
public static class QueueEndpoints
{
    public static void MapQueues(this IEndpointRouteBuilder api)
    {
        var queues = api.MapGroup("/queues").WithTags("Queues");
        queues.MapGet("", ListAsync).WithSummary("The queues the caller has any right on, by path").Produces<PageResponse<QueueResponse>>();
        queues.MapGet("/{id}", Find).WithSummary("One queue").Produces<QueueResponse>();
        queues.MapPost("", CreateAsync).WithSummary("Makes a queue").Produces<QueueResponse>(201);
        queues.MapPatch("/{id}", ChangeAsync).WithSummary("Changes a queue (merge patch)").Accepts<QueueDraft>("application/json", "application/merge-patch+json").Produces<QueueResponse>();
        queues.MapPost("/{id}/preview", Preview).WithSummary("A receipt or signature as a customer would get it; nothing is stored").Produces<QueueTextResponse>();
        queues.MapDelete("/{id}", DeleteAsync).WithSummary("Removes a queue that nothing uses").Produces(204);
    }

    private static async Task<IResult> ListAsync(HttpContext http, HubDirectory directory, QueueCounts counts, CancellationToken ct)
    {
        var (names, access) = (directory.Current, http.Access());
        var totals = await counts.ReadAsync(names, access, ct);
        return Results.Ok(new PageResponse<QueueResponse>(
            [.. names.Queues.Values.Where(queue => access.CanSee(queue.Id))
                .Select(queue => QueueResponse.Of(queue, names, access) with
                {
                    Active = totals.TryGetValue(queue.Id, out var count) ? new QueueCountResponse(count.Own, count.WithBelow) : null,
                })
                .OrderBy(static queue => queue.Path, StringComparer.Ordinal)],
            null));
    }

    private static IResult Find(string id, HttpContext http, HubDirectory directory) =>
        QueueId.TryParse(id, out var queueId) && http.Access().CanSee(queueId) && directory.Current.Queues.TryGetValue(queueId, out var queue)
            ? Results.Ok(QueueResponse.Of(queue, directory.Current, http.Access()))
            : Problem.NotFound();

    private static async Task<IResult> CreateAsync(QueueDraft body, HttpContext http, CreateQueue create, HubDirectory directory, CancellationToken ct) =>
        (await create.HandleAsync(body, http.Access(), ct))
            .Created(static queue => $"{ApiGroup.Prefix}/queues/{queue.Id}", queue => QueueResponse.Of(queue, directory.Current, http.Access()));

    private static async Task<IResult> ChangeAsync(
        string id, JsonElement body, HttpContext http, ChangeQueue change, HubDirectory directory, CancellationToken ct) =>
        QueueId.TryParse(id, out var queueId)
            ? (await change.HandleAsync(queueId, draft => MergePatch.Apply(draft, body), http.Access(), ct))
                .Changed(queue => QueueResponse.Of(queue, directory.Current, http.Access()))
            : Problem.NotFound();

    private static IResult Preview(string id, QueueTextDraft body, HttpContext http, PreviewQueueText preview) => QueueId.TryParse(id, out var queueId)
        ? preview.Handle(queueId, body, http.Access()).Changed(static text => new QueueTextResponse(text))
        : Problem.NotFound();

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, DeleteQueue delete, CancellationToken ct) =>
        QueueId.TryParse(id, out var queueId) ? (await delete.HandleAsync(queueId, http.Access(), ct)).Deleted() : Problem.NotFound();
}
