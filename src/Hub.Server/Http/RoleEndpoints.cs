using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Agents;
using Hub.Core.Queues;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/roles</c>: sets of rights. For administrators alone, since rules name queues.</summary>
public static class RoleEndpoints
{
    public static void MapRoles(this IEndpointRouteBuilder api)
    {
        var roles = api.MapGroup("/roles").WithTags("Roles");
        roles.MapGet("", List).WithSummary("All roles, by name").Produces<PageResponse<RoleResponse>>();
        roles.MapGet("/{id}", Find).WithSummary("One role").Produces<RoleResponse>();
        roles.MapPost("", CreateAsync).WithSummary("Makes a role").Produces<RoleResponse>(201);
        roles.MapPatch("/{id}", ChangeAsync).WithSummary("Changes a role (merge patch); it acts on everybody who has it at once")
            .Accepts<RoleBody>("application/json", "application/merge-patch+json").Produces<RoleResponse>();
        roles.MapDelete("/{id}", DeleteAsync).WithSummary("Removes a role; whoever has it loses what it gave").Produces(204);
    }

    private static IResult List(HttpContext http, HubDirectory directory)
    {
        var names = directory.Current;
        return http.Access().IsAdministrator
            ? Results.Ok(new PageResponse<RoleResponse>(
                [.. names.Roles.Values.OrderBy(static role => role.Name, StringComparer.Ordinal).Select(role => RoleResponse.Of(role, names))], null))
            : Problem.Forbidden();
    }

    private static IResult Find(string id, HttpContext http, HubDirectory directory) =>
        !http.Access().IsAdministrator ? Problem.Forbidden()
        : RoleId.TryParse(id, out var roleId) && directory.Current.Roles.TryGetValue(roleId, out var role)
            ? Results.Ok(RoleResponse.Of(role, directory.Current))
            : Problem.NotFound();

    private static async Task<IResult> CreateAsync(RoleBody body, HttpContext http, CreateRole create, HubDirectory directory, CancellationToken ct) =>
        (await create.HandleAsync(body.ToDraft(), http.Access(), ct))
            .Created(static role => $"{ApiGroup.Prefix}/roles/{role.Id}", role => RoleResponse.Of(role, directory.Current));

    private static async Task<IResult> ChangeAsync(
        string id, JsonElement body, HttpContext http, ChangeRole change, HubDirectory directory, CancellationToken ct) =>
        RoleId.TryParse(id, out var roleId)
            ? (await change.HandleAsync(roleId, draft => MergePatch.Apply(RoleBody.Of(draft), body).ToDraft(), http.Access(), ct))
                .Changed(role => RoleResponse.Of(role, directory.Current))
            : Problem.NotFound();

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, DeleteRole delete, CancellationToken ct) =>
        RoleId.TryParse(id, out var roleId) ? (await delete.HandleAsync(roleId, http.Access(), ct)).Deleted() : Problem.NotFound();
}

/// <summary>A role as it is written.</summary>
public sealed record RoleBody
{
    public string Name { get; init; } = "";

    public IReadOnlyList<RoleRuleBody>? Rights { get; init; }

    public static RoleBody Of(RoleDraft draft) => new()
    {
        Name = draft.Name,
        Rights = [.. draft.Rights.Select(static rule => new RoleRuleBody { Queue = rule.Queue, Subtree = rule.Subtree, Allow = rule.Allow, Deny = rule.Deny })],
    };

    public RoleDraft ToDraft() => new()
    {
        Name = Name ?? "",
        Rights = [.. (Rights ?? []).Select(static (rule, place) => rule?.ToRule() ?? throw new InvalidRequestException($"rights[{place}]", "A rule is an object."))],
    };
}

/// <summary>A rule of a role as it is written. <c>queue</c> must be said: null stands above all queues.</summary>
public sealed record RoleRuleBody
{
    [JsonRequired]
    public QueueId? Queue { get; init; }

    public bool Subtree { get; init; }

    public IReadOnlyList<Right>? Allow { get; init; }

    public IReadOnlyList<Right>? Deny { get; init; }

    public RoleRule ToRule() => new(Queue, Subtree, Allow ?? []) { Deny = Deny ?? [] };
}
