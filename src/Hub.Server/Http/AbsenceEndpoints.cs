using Hub.Core.Agents;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>When agents are away, and who stands in.</summary>
public static class AbsenceEndpoints
{
    public static void MapAbsences(this IEndpointRouteBuilder api)
    {
        var absence = api.MapGroup("/agents/{id}/absence").WithTags("Agents");
        absence.MapPut("", static (string id, AbsenceBody body, HttpContext http, SetAbsence set, HubDirectory directory, CancellationToken ct) =>
            SetAsync(id, new Absence(body.From.ToUniversalTime(), body.To.ToUniversalTime(), body.Substitute), http, set, directory, ct))
            .WithSummary("Says when the agent (or me) is away and who stands in").Produces<AbsenceResponse>();
        absence.MapDelete("", static (string id, HttpContext http, SetAbsence set, HubDirectory directory, CancellationToken ct) =>
            SetAsync(id, null, http, set, directory, ct)).WithSummary("Ends the absence").Produces<AbsenceResponse>();
        absence.MapGet("", static (string id, HttpContext http, HubDirectory directory) =>
            Find(id, http) is { } agent && directory.Current.Agents.TryGetValue(agent, out var found)
                ? Results.Ok(AbsenceResponse.Of(found, directory.Current))
                : Problem.NotFound()).WithSummary("When the agent is away").Produces<AbsenceResponse>();
    }

    private static async Task<IResult> SetAsync(
        string id, Absence? absence, HttpContext http, SetAbsence set, HubDirectory directory, CancellationToken ct) => Find(id, http) is { } agent
        ? (await set.HandleAsync(agent, absence, http.Access(), ct)).Changed(changed => AbsenceResponse.Of(changed, directory.Current))
        : Problem.NotFound();

    private static AgentId? Find(string id, HttpContext http) => id == "me" ? http.Access().Agent : AgentId.TryParse(id, out var agent) ? agent : null;
}

/// <summary>From (inclusive) to (exclusive), and who stands in.</summary>
public sealed record AbsenceBody(DateTimeOffset From, DateTimeOffset To, AgentId? Substitute = null);

/// <summary>An absence; all null when there is none.</summary>
public sealed record AbsenceResponse(DateTimeOffset? From, DateTimeOffset? To, Reference? Substitute)
{
    public static AbsenceResponse Of(AgentAccount agent, DirectorySnapshot names) => new(agent.Absence?.From, agent.Absence?.To,
        agent.Absence?.Substitute is { } substitute ? new Reference(substitute.Value, names.NameOf(substitute) ?? substitute.Value) : null);
}
