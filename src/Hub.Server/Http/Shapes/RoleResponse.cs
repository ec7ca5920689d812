using Hub.Core.Agents;
using Hub.Core.Queues;

namespace Hub.Server.Http.Shapes;

/// <summary>A role; <c>builtIn</c> for the one that every installation has.</summary>
public sealed record RoleResponse(
    string Id, string Name, IReadOnlyList<RoleRuleResponse> Rights, bool BuiltIn, long Version, DateTimeOffset CreatedAt)
{
    public static RoleResponse Of(Role role, DirectorySnapshot names) => new(
        role.Id.Value, role.Name, [.. role.Rights.Select(rule => RoleRuleResponse.Of(rule, names))],
        role.Id == Role.AllQueues.Id, role.Version, role.CreatedAt);
}

/// <summary>What a role gives and takes on a queue; <c>queue</c> is null above all queues.</summary>
public sealed record RoleRuleResponse(Reference? Queue, bool Subtree, IReadOnlyList<Right> Allow, IReadOnlyList<Right> Deny)
{
    public static RoleRuleResponse Of(RoleRule rule, DirectorySnapshot names) =>
        new(rule.Queue is { } queue ? Reference.To(queue, names) : null, rule.Subtree, rule.Allow, rule.Deny);
}
