using System.Text.Json;
using Hub.Core.Agents;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/groups</c>: agents who have roles in common.</summary>
public static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder api)
    {
        var groups = api.MapGroup("/groups").WithTags("Groups");
        groups.MapGet("", List).WithSummary("All groups, by name").Produces<PageResponse<GroupResponse>>();
        groups.MapGet("/{id}", Find).WithSummary("One group").Produces<GroupResponse>();
        groups.MapPost("", CreateAsync).WithSummary("Makes a group").Produces<GroupResponse>(201);
        groups.MapPatch("/{id}", ChangeAsync).WithSummary("Changes a group (merge patch); it acts on its members at once")
            .Accepts<GroupDraft>("application/json", "application/merge-patch+json").Produces<GroupResponse>();
        groups.MapDelete("/{id}", DeleteAsync).WithSummary("Removes a group; its members lose what its roles gave").Produces(204);
    }

    private static IResult List(HttpContext http, HubDirectory directory)
    {
        var (names, access) = (directory.Current, http.Access());
        return Results.Ok(new PageResponse<GroupResponse>(
            [.. names.Groups.Values.OrderBy(static group => group.Name, StringComparer.Ordinal).Select(group => GroupResponse.Of(group, names, access))], null));
    }

    private static IResult Find(string id, HttpContext http, HubDirectory directory) =>
        GroupId.TryParse(id, out var groupId) && directory.Current.Groups.TryGetValue(groupId, out var group)
            ? Results.Ok(GroupResponse.Of(group, directory.Current, http.Access()))
            : Problem.NotFound();

    private static async Task<IResult> CreateAsync(GroupDraft body, HttpContext http, CreateGroup create, HubDirectory directory, CancellationToken ct) =>
        (await create.HandleAsync(body, http.Access(), ct)).Created(
            static group => $"{ApiGroup.Prefix}/groups/{group.Id}", group => GroupResponse.Of(group, directory.Current, http.Access()));

    private static async Task<IResult> ChangeAsync(
        string id, JsonElement body, HttpContext http, ChangeGroup change, HubDirectory directory, CancellationToken ct) =>
        GroupId.TryParse(id, out var groupId)
            ? (await change.HandleAsync(groupId, draft => MergePatch.Apply(draft, body), http.Access(), ct))
                .Changed(group => GroupResponse.Of(group, directory.Current, http.Access()))
            : Problem.NotFound();

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, DeleteGroup delete, CancellationToken ct) =>
        GroupId.TryParse(id, out var groupId) ? (await delete.HandleAsync(groupId, http.Access(), ct)).Deleted() : Problem.NotFound();
}
