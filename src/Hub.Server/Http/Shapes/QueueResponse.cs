using Hub.Core.Agents;
using Hub.Core.Queues;

namespace Hub.Server.Http.Shapes;

/// <summary>A queue; <c>path</c> has the names from the top down, joined by <c>::</c>, as far as the reader may see them;
/// <c>settings</c> are its own, <c>effective</c> has what it takes from above filled in; <c>rights</c> are the reader's.</summary>
public sealed record QueueResponse(
    string Id, string Name, string Path, Reference? Parent, QueueSettings Settings, QueueSettings Effective, IReadOnlyList<Right> Rights,
    long Version, DateTimeOffset CreatedAt)
{
    /// <summary>In lists: active tickets; null without the right to read them.</summary>
    public QueueCountResponse? Active { get; init; }

    public static QueueResponse Of(Queue queue, DirectorySnapshot names, AgentAccess reader) => new(
        queue.Id.Value, queue.Name, reader.PathOf(queue.Id, names),
        queue.Parent is { } parent && reader.CanSee(parent) ? Reference.To(parent, names) : null,
        QueueSettings.Of(queue), names.SettingsOf(queue.Id),
        [.. Enum.GetValues<Right>().Where(right => reader.May(right, queue.Id))], queue.Version, queue.CreatedAt);
}

/// <summary>Active tickets in the queue and with the queues below it that the caller may read; 1000 means 1000 or more.</summary>
public sealed record QueueCountResponse(int Own, int WithBelow);

/// <summary>A text of a queue with its values filled in.</summary>
public sealed record QueueTextResponse(string Text);
