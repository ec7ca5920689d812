using Hub.Core.Agents;

namespace Hub.Server.Http.Shapes;

/// <summary>A group; <c>roles</c> are shown to administrators, since their names may tell of queues.</summary>
public sealed record GroupResponse(
    string Id, string Name, IReadOnlyList<Reference>? Roles, IReadOnlyList<Reference> Members, long Version, DateTimeOffset CreatedAt)
{
    public static GroupResponse Of(Group group, DirectorySnapshot names, AgentAccess reader) => new(
        group.Id.Value, group.Name,
        reader.IsAdministrator ? [.. group.Roles.Select(role => Reference.To(role, names)).OfType<Reference>()] : null,
        [.. group.Members.Select(member => Reference.To(member, names)!)], group.Version, group.CreatedAt);
}
