using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/agents</c>: who answers, their tokens and invitations.</summary>
public static class AgentEndpoints
{
    public static void MapAgents(this IEndpointRouteBuilder api)
    {
        var agents = api.MapGroup("/agents").WithTags("Agents");
        agents.MapGet("", List).WithSummary("All agents, by name").Produces<PageResponse<AgentResponse>>();
        agents.MapGet("/me", Me).WithSummary("The caller").Produces<AgentResponse>();
        agents.MapGet("/{id}", Find).WithSummary("One agent").Produces<AgentResponse>();
        agents.MapPost("", CreateAsync).WithSummary("Adds an agent; without a password with an invitation of single use").Produces<AgentResponse>(201);
        agents.MapPatch("/{id}", ChangeAsync).WithSummary("Changes an agent (merge patch); other rights act at once").Accepts<AgentDraft>("application/json", "application/merge-patch+json").Produces<AgentResponse>();
        agents.MapDelete("/{id}", DeactivateAsync).WithSummary("Keeps an agent out; its work stays").Produces(204);
        agents.MapPost("/{id}/tokens", CreateTokenAsync).WithSummary("Makes an API token; its text is shown once").Produces<TokenResponse>(201);
        agents.MapPost("/{id}/invitation", InviteAsync).WithSummary("A link by which the agent sets a password").Produces<InvitationResponse>(201);
    }

    private static IResult List(HttpContext http, HubDirectory directory)
    {
        var (names, access) = (directory.Current, http.Access());
        return Results.Ok(new PageResponse<AgentResponse>(
            [.. names.Agents.Values.OrderBy(static agent => agent.Name, StringComparer.Ordinal).Select(agent => AgentResponse.Of(agent, names, access))], null));
    }

    private static IResult Me(HttpContext http, HubDirectory directory) =>
        Results.Ok(AgentResponse.Of(directory.Current.Agents[http.Access().Agent], directory.Current, http.Access()));

    private static IResult Find(string id, HttpContext http, HubDirectory directory) =>
        AgentId.TryParse(id, out var agentId) && directory.Current.Agents.TryGetValue(agentId, out var agent)
            ? Results.Ok(AgentResponse.Of(agent, directory.Current, http.Access()))
            : Problem.NotFound();

    private static async Task<IResult> CreateAsync(
        NewAgentBody body, HttpContext http, CreateAgent create, CreateSignInLink links, SignInAddresses addresses, HubDirectory directory, CancellationToken ct)
    {
        var outcome = await create.HandleAsync(body.ToDraft(), body.Password, http.Access(), ct);
        var invitation = outcome is SettingOutcome<AgentAccount>.Done { Value: var made } && body.Password is null
            ? addresses.Of(await links.MakeAsync(made, ct))
            : null;
        return outcome.Created(
            static agent => $"{ApiGroup.Prefix}/agents/{agent.Id}",
            agent => AgentResponse.Of(agent, directory.Current, http.Access()) with { Invitation = invitation });
    }

    private static async Task<IResult> ChangeAsync(
        string id, JsonElement body, HttpContext http, ChangeAgent change, HubDirectory directory, CancellationToken ct) =>
        AgentId.TryParse(id, out var agentId)
            ? (await change.HandleAsync(agentId, draft => MergePatch.Apply(draft, body), http.Access(), ct))
                .Changed(agent => AgentResponse.Of(agent, directory.Current, http.Access()))
            : Problem.NotFound();

    private static async Task<IResult> DeactivateAsync(string id, HttpContext http, ChangeAgent change, CancellationToken ct) =>
        AgentId.TryParse(id, out var agentId)
            ? (await change.HandleAsync(agentId, static draft => draft with { IsActive = false }, http.Access(), ct)).Deleted()
            : Problem.NotFound();

    private static async Task<IResult> CreateTokenAsync(string id, NewTokenBody body, HttpContext http, CreateToken create, CancellationToken ct) =>
        AgentId.TryParse(id, out var agentId)
            ? (await create.HandleAsync(agentId, body.Name, body.ExpiresAt, http.Access(), ct)).Created(
                _ => $"{ApiGroup.Prefix}/agents/{agentId}/tokens",
                static made => new TokenResponse(made.Token.Id.Value, made.Token.Name, made.Secret, made.Token.ExpiresAt))
            : Problem.NotFound();

    private static async Task<IResult> InviteAsync(
        string id, HttpContext http, CreateSignInLink create, SignInAddresses addresses, CancellationToken ct) =>
        AgentId.TryParse(id, out var agentId)
            ? (await create.HandleAsync(agentId, http.Access(), ct)).Created(
                _ => $"{ApiGroup.Prefix}/agents/{agentId}", addresses.Of)
            : Problem.NotFound();
}

/// <summary>A new agent as it is written.</summary>
public sealed record NewAgentBody
{
    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public string? Password { get; init; }

    public string? Language { get; init; }

    public bool Administrator { get; init; }

    public IReadOnlyList<RoleId>? Roles { get; init; }

    public IReadOnlyList<GroupId>? Groups { get; init; }

    /// <summary>Short for a role of its own on just these queues.</summary>
    public IReadOnlyList<QueueId>? Queues { get; init; }

    public AgentDraft ToDraft() => new()
    {
        Name = Name,
        Email = Email,
        Language = Language,
        IsAdministrator = Administrator,
        Roles = Roles,
        Groups = Groups,
        Queues = Queues,
    };
}

/// <summary>A token to be made.</summary>
public sealed record NewTokenBody
{
    public string Name { get; init; } = "";

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A token just made; <c>token</c> is shown this once.</summary>
public sealed record TokenResponse(string Id, string Name, string Token, DateTimeOffset? ExpiresAt);

/// <summary>A link of single use; shown this once.</summary>
public sealed record InvitationResponse(string Link, DateTimeOffset ExpiresAt);
