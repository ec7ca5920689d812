using Hub.Core.Agents;

namespace Hub.Server.Http.Shapes;

/// <summary>An agent as colleagues see it.</summary>
public sealed record AgentResponse(
    string Id, string Name, string Email, string? Language, bool Administrator, IReadOnlyList<Reference>? Queues, bool Active, bool Invited,
    Availability Availability, long Version, DateTimeOffset CreatedAt)
{
    /// <summary>Set in the answer that makes an agent without a password; shown this once.</summary>
    public InvitationResponse? Invitation { get; init; }

    public static AgentResponse Of(AgentAccount agent, DirectorySnapshot names) => new(
        agent.Id.Value, agent.Name, agent.Email, agent.Language, agent.IsAdministrator,
        agent.Queues is { } queues ? [.. queues.Select(queue => Reference.To(queue, names))] : null,
        agent.IsActive, agent.PasswordHash is null, agent.Availability, agent.Version, agent.CreatedAt);
}
