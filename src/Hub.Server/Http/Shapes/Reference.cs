using Hub.Core.Agents;

namespace Hub.Server.Http.Shapes;

/// <summary>Another thing, by id and name.</summary>
public sealed record Reference(string Id, string Name)
{
    public static Reference To(QueueId queue, DirectorySnapshot names) => new(queue.Value, names.NameOf(queue));

    public static Reference? To(AgentId? agent, DirectorySnapshot names) => agent is { } id ? new(id.Value, names.NameOf(agent)!) : null;

    /// <summary>Null for a role that is gone.</summary>
    public static Reference? To(RoleId role, DirectorySnapshot names) =>
        names.Roles.TryGetValue(role, out var found) ? new(role.Value, found.Name) : null;

    public static Reference? To(InboxId? inbox, DirectorySnapshot names) => inbox is { } id
        ? new(id.Value, names.Inboxes.TryGetValue(id, out var found) ? found.Name : id.Value)
        : null;
}

/// <summary>Part of a list; <c>next</c> is null at the end.</summary>
public sealed record PageResponse<T>(IReadOnlyList<T> Items, string? Next);
