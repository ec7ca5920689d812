using Hub.Core.Agents;
using Hub.Core.Inboxes;

namespace Hub.Server.Http.Shapes;

/// <summary>An inbox; passwords never come back.</summary>
public sealed record InboxResponse(
    string Id, string Name, ChannelKind Channel, Reference Queue, bool Enabled, InboxSettings Settings, long Version, DateTimeOffset CreatedAt)
{
    public static InboxResponse Of(Inbox inbox, DirectorySnapshot names) => new(
        inbox.Id.Value, inbox.Name, inbox.Channel, Reference.To(inbox.Queue, names), inbox.IsEnabled,
        InboxDraft.Of(inbox).Settings, inbox.Version, inbox.CreatedAt);
}
