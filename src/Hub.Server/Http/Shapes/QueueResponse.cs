using Hub.Core.Agents;
using Hub.Core.Queues;

namespace Hub.Server.Http.Shapes;

/// <summary>A queue; <c>path</c> has the names from the top down, joined by <c>::</c>.</summary>
public sealed record QueueResponse(
    string Id, string Name, string Path, Reference? Parent, QueueSettings Settings, long Version, DateTimeOffset CreatedAt)
{
    public static QueueResponse Of(Queue queue, DirectorySnapshot names) => new(
        queue.Id.Value, queue.Name, names.PathOf(queue.Id), queue.Parent is { } parent ? Reference.To(parent, names) : null,
        QueueDraft.Of(queue).Settings, queue.Version, queue.CreatedAt);
}
