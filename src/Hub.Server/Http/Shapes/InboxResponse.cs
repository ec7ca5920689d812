using Hub.Core.Agents;
using Hub.Core.Inboxes;

namespace Hub.Server.Http.Shapes;

/// <summary>An inbox; passwords never come back.</summary>
public sealed record InboxResponse(
    string Id, string Name, ChannelKind Channel, Reference Queue, bool Enabled, InboxSettings Settings, long Version, DateTimeOffset CreatedAt,
    InboxTroubleResponse? Trouble)
{
    public static InboxResponse Of(Inbox inbox, DirectorySnapshot names, InboxTrouble? trouble = null) => new(
        inbox.Id.Value, inbox.Name, inbox.Channel, Reference.To(inbox.Queue, names), inbox.IsEnabled,
        InboxDraft.Of(inbox).Settings, inbox.Version, inbox.CreatedAt,
        trouble is null || !inbox.IsEnabled ? null : new InboxTroubleResponse(trouble.Since, trouble.Reason));
}

/// <summary>Why nothing comes in over an inbox, for people; gone as soon as something does.</summary>
public sealed record InboxTroubleResponse(DateTimeOffset Since, string Reason);
