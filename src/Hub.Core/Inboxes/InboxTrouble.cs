using Hub.Core.Storage;

namespace Hub.Core.Inboxes;

/// <summary>Nothing comes in over an inbox, because its server does not let Hub work. Gone as soon as it does.</summary>
public sealed record InboxTrouble : Document<InboxTrouble>, IDocument<InboxTrouble>
{
    /// <summary>Which inbox.</summary>
    public required InboxId Inbox { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What the last try ended with; for people.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<InboxTrouble> Kind { get; } = new("inbox_trouble", "ibt") { IsLocal = true };

    /// <summary>The one id of an inbox.</summary>
    public static DocId<InboxTrouble> IdOf(InboxId inbox) => new($"ibt_{inbox.Value}");
}
