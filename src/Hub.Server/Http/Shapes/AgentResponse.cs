using Hub.Core.Agents;

namespace Hub.Server.Http.Shapes;

/// <summary>An agent as colleagues see it; <c>roles</c> are shown to administrators and to the agent itself.</summary>
public sealed record AgentResponse(
    string Id, string Name, string Email, string? Language, bool Administrator, IReadOnlyList<Reference>? Roles, IReadOnlyList<Reference> Groups,
    bool Active, bool Invited, Availability Availability, long Version, DateTimeOffset CreatedAt)
{
    /// <summary>Set in the answer that makes an agent without a password; shown this once.</summary>
    public InvitationResponse? Invitation { get; init; }

    public static AgentResponse Of(AgentAccount agent, DirectorySnapshot names, AgentAccess reader) => new(
        agent.Id.Value, agent.Name, agent.Email, agent.Language, agent.IsAdministrator,
        reader.IsAdministrator || reader.Agent == agent.Id
            ? [.. (agent.Roles ?? [Role.AllQueues.Id]).Select(role => Reference.To(role, names)).OfType<Reference>()]
            : null,
        [.. names.GroupsOf(agent.Id).Select(static group => new Reference(group.Id.Value, group.Name))],
        agent.IsActive, agent.PasswordHash is null, agent.Availability, agent.Version, agent.CreatedAt);
}
