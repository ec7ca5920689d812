using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.SavedViews;
using Hub.Core.Storage;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/views</c>: lists that agents made for themselves, and administrators for others.</summary>
public static class ViewEndpoints
{
    public static void MapViews(this IEndpointRouteBuilder api)
    {
        var views = api.MapGroup("/views").WithTags("Views");
        views.MapGet("", List).WithSummary("Views the caller sees, in the order of the rail").Produces<PageResponse<ViewResponse>>();
        views.MapGet("/{id}", Find).WithSummary("One view; its tickets are GET /tickets?view=ID").Produces<ViewResponse>();
        views.MapPost("", CreateAsync).WithSummary("Makes a view; a shared one needs an administrator").Produces<ViewResponse>(201);
        views.MapPatch("/{id}", ChangeAsync).WithSummary("Changes a view (merge patch)")
            .Accepts<ViewDraft>("application/json", "application/merge-patch+json").Produces<ViewResponse>();
        views.MapDelete("/{id}", DeleteAsync).WithSummary("Removes a view").Produces(204);
    }

    private static IResult List(HttpContext http, HubDirectory directory)
    {
        var names = directory.Current;
        return Results.Ok(new PageResponse<ViewResponse>([.. names.ViewsFor(http.Access()).Select(view => ViewResponse.Of(view, names))], null));
    }

    private static IResult Find(string id, HttpContext http, HubDirectory directory) =>
        directory.Current.ViewFor(id, http.Access()) is { } view
            ? Results.Ok(ViewResponse.Of(view, directory.Current))
            : Problem.NotFound();

    private static async Task<IResult> CreateAsync(ViewDraft body, HttpContext http, CreateView create, HubDirectory directory, CancellationToken ct) =>
        (await create.HandleAsync(body, http.Access(), ct))
            .Created(static view => $"{ApiGroup.Prefix}/views/{view.Id}", view => ViewResponse.Of(view, directory.Current));

    private static async Task<IResult> ChangeAsync(
        string id, JsonElement body, HttpContext http, ChangeView change, HubDirectory directory, CancellationToken ct) =>
        DocId<SavedView>.TryParse(id, out var viewId)
            ? (await change.HandleAsync(viewId, draft => Patch(draft, body), http.Access(), ct)).Changed(view => ViewResponse.Of(view, directory.Current))
            : Problem.NotFound();

    /// <summary>A condition is one value: a new one takes the place of the old one instead of mixing with it.</summary>
    private static ViewDraft Patch(ViewDraft draft, JsonElement body) =>
        MergePatch.Apply(body.ValueKind == JsonValueKind.Object && body.TryGetProperty("filter", out _) ? draft with { Filter = new() } : draft, body);

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, DeleteView delete, CancellationToken ct) =>
        DocId<SavedView>.TryParse(id, out var viewId)
            ? (await delete.HandleAsync(viewId, http.Access(), ct)).Deleted()
            : Problem.NotFound();
}
